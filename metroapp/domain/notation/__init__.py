"""Reading callouts: what is written on the drawing, read as a metrologist would.

`reading` turns text into a `Callout`, its limits and their derivation; `writing` gives one spelling back.
Nothing is imported here: the window opens before any callout is read.
"""
