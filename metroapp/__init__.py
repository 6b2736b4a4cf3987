"""Metrology and traceability workstation for a machining workshop."""

import os

__version__ = "0.2.0"

# Where somebody has installed lxml, openpyxl would parse with it instead of defusedxml, which alone refuses the
# entities of a hostile workbook. Read when openpyxl is imported, so it is said before anything of ours is.
os.environ["OPENPYXL_LXML"] = "False"
