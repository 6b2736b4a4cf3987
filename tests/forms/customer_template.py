"""A customer's workbook as Excel and its add-ins make them, by hand: every kind of part that must come out the same."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

SHEET, HIDDEN = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
LINES, PIECES = 15, 8  # reserved: from row 8, from column E
FIRST = 8
_STYLES = {"date": 1, "number": 2, "text": 3, "strong": 4}


def _chunk(name: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))


def _logo() -> bytes:
    header = struct.pack(">IIBBBBB", 60, 20, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x1b\x4f\x7e" * 60) * 20)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _relations(*found: tuple[str, str, str]) -> str:
    lines = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for id, kind, to in found)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


# Texts with one look or several; the second run of the fifth holds half of its placeholder.
_TEXTS = (
    "<si><t>Client : {{ Client }}</t></si>",
    "<si><t>{{N° OF}}</t></si>",
    "<si><t>{{DATE DE FIN}}</t></si>",
    "<si><t>{{date_fin}}</t></si>",
    '<si><r><rPr><b/><color rgb="FFFF0000"/></rPr><t>Lot </t></r><r><t xml:space="preserve">n° {{l</t></r>'
    '<r><rPr><i/></rPr><t>ot}} fin</t></r><rPh sb="0" eb="1"><t>{{of}}</t></rPh></si>',
    "<si><t>Pièce {{pièce}}</t></si>",
    "<si><t>{{rep}}</t></si>",
    "<si><t>{{cote}}</t></si>",
    "<si><t>{{Maxi}}</t></si>",
    "<si><t>{{valeur}}</t></si>",
    "<si><t>{{lott}} {{lot}}</t></si>",
    "<si><t>{{sans fin</t></si>",
    "<si><t>Signature : {{Sig_es_:signer1:signature}}</t></si>",
    "<si><t>{{simulé}}</t></si>",
)


def _text(cell: str, number: int, style: int = 0) -> str:
    return (
        f'<c r="{cell}" s="{style}" t="s"><v>{number}</v></c>' if style else f'<c r="{cell}" t="s"><v>{number}</v></c>'
    )


def _rows() -> str:
    pieces = "EFGHIJKL"
    rows = [
        f'<row r="1" spans="1:12" ht="30" customHeight="1" x14ac:dyDescent="0.25">{_text("A1", 0, 4)}'
        f'<c r="B1" s="4"/>{_text("D1", 13)}</row>',
        f'<row r="2">{_text("A2", 1)}{_text("B2", 2, 1)}{_text("C2", 3)}{_text("D2", 4)}</row>',
        f'<row r="3">{_text("A3", 10)}{_text("B3", 11)}{_text("C3", 12)}'
        '<c r="D3" t="str"><f>"Lot {{lot}}"</f><v>Lot {{lot}}</v></c></row>',
        '<row r="5"><c r="A5" t="inlineStr"><is><t>{{quantite}}</t></is></c>'
        '<c r="B5" s="2"><f>A5*2</f><v>0</v></c><c r="C5" t="e"><f>1/A5</f><v>#DIV/0!</v></c></row>',
        '<row r="7">' + "".join(_text(f"{column}7", 5, 3) for column in pieces[:PIECES]) + "</row>",
        f'<row r="{FIRST}">{_text("A8", 6)}{_text("B8", 7, 3)}{_text("C8", 8, 2)}<c r="D8" s="2"><f t="shared" '
        f'ref="D8:D{FIRST + LINES - 1}" si="0">MAX(E8:L8)</f><v>0</v></c>'
        + "".join(_text(f"{column}8", 9, 2) for column in pieces[:PIECES])
        + "</row>",
    ]
    for row in range(FIRST + 1, FIRST + LINES):  # empty, and they look the same
        cells = "".join(f'<c r="{column}{row}" s="2"/>' for column in pieces[:PIECES])
        rows.append(
            f'<row r="{row}"><c r="A{row}"/><c r="B{row}" s="3"/><c r="C{row}" s="2"/>'
            f'<c r="D{row}" s="2"><f t="shared" si="0"/><v>0</v></c>{cells}</row>'
        )
    last = FIRST + LINES
    rows.append(
        f'<row r="{last}"><c r="A{last}"/><c r="B{last}"/><c r="C{last}"><f>COUNT(E8:E{last - 1})</f></c></row>'
    )
    return "".join(rows)


def _sheet() -> str:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}" mc:Ignorable="x14ac xr" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
        'xr:uid="{00000000-0001-0000-0000-000000000000}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:L{FIRST + LINES}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>'
        "<cols><col min='1' max='1' width='22' customWidth='1'/><col min=\"4\" max=\"20\" width=\"11\" "
        'customWidth="1"/></cols>'
        f"<sheetData>{_rows()}</sheetData>"
        '<sheetProtection sheet="1" objects="1"/><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        f'<conditionalFormatting sqref="E8:L{FIRST + LINES - 1}"><cfRule type="expression" dxfId="0" priority="1">'
        "<formula>E8&gt;$C8</formula></cfRule></conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="list" sqref="A30"><formula1>"a,b"</formula1>'
        "</dataValidation></dataValidations>"
        '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" r:id="rId2"/>'
        "<headerFooter><oddHeader>&amp;L&amp;G&amp;R{{of}}</oddHeader><oddFooter>Page &amp;P</oddFooter></headerFooter>"
        '<drawing r:id="rId1"/><legacyDrawing r:id="rId3"/><legacyDrawingHF r:id="rId5"/>'
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
        f'xmlns:x14="{x14}"><x14:conditionalFormattings><x14:conditionalFormatting '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" id="{1}">'
        '<x14:dataBar><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/>'
        '<x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>C8:C22</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
    )


def _drawing() -> str:
    anchor = (
        "<xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>24</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        "</xdr:from><xdr:to><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>27</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:to>"
    )
    shape = (
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{}</xdr:spPr>'
    )
    filled = '<a:solidFill><a:srgbClr val="FFF3D6"/></a:solidFill>'
    box = (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="Zone"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f"{shape.format(filled)}<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Zone de texte </a:t></a:r><a:r>"
        "<a:t>{{machine}}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    return (
        f'{_HEAD}<xdr:wsDr xmlns:xdr="{_DRAWN}/spreadsheetDrawing" xmlns:a="{_DRAWN}/main" xmlns:r="{_OFFICE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<xdr:twoCellAnchor>{anchor.format(0, 1)}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Logo"/>'
        '<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>'
        f"</xdr:blipFill>{shape.format('')}</xdr:pic><xdr:clientData/></xdr:twoCellAnchor>"
        f"<xdr:twoCellAnchor>{anchor.format(2, 5)}{box}<xdr:clientData/></xdr:twoCellAnchor>"
        '<mc:AlternateContent><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
        f'Requires="a14"><xdr:twoCellAnchor>{anchor.format(6, 8)}{box}<xdr:clientData/></xdr:twoCellAnchor>'
        "</mc:Choice><mc:Fallback/></mc:AlternateContent></xdr:wsDr>"
    )


def _vml(*shapes: str) -> str:
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{"".join(shapes)}</xml>'
    )


def _styles() -> str:
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1"/>'
        for number, font, border in ((0, 0, 0), (164, 0, 0), (165, 0, 1), (0, 0, 1), (0, 1, 0))
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="0.0000"/></numFmts><fonts count="2"><font><sz val="11"/>'
        '<name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/>'
        '<top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
        f'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">{cells}</cellXfs>'
        '<dxfs count="1"><dxf><font><color rgb="FFA3161B"/></font></dxf></dxfs></styleSheet>'
    )


def parts() -> dict[str, bytes]:
    """The parts of the template, in the order of its package."""
    texts = "".join(_TEXTS)
    kinds = "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("xl/workbook.xml", "spreadsheetml.sheet.main"),
            (SHEET, "spreadsheetml.worksheet"),
            (HIDDEN, "spreadsheetml.worksheet"),
            ("xl/styles.xml", "spreadsheetml.styles"),
            ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
            ("xl/calcChain.xml", "spreadsheetml.calcChain"),
            ("xl/comments1.xml", "spreadsheetml.comments"),
            ("xl/externalLinks/externalLink1.xml", "spreadsheetml.externalLink"),
            ("xl/drawings/drawing1.xml", "drawing"),
        )
    )
    link = f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"/></externalLink>'
    said: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" '
        'ContentType="image/png"/><Default Extension="bin" '
        f'ContentType="{_TYPE}.spreadsheetml.printerSettings"/><Default Extension="vml" '
        f'ContentType="{_TYPE}.vmlDrawing"/>{kinds}</Types>',
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Contrôle" sheetId="1" r:id="rId1"/><sheet name="Calculs" sheetId="2" state="hidden" r:id="rId2"/>'
        '</sheets><externalReferences><externalReference r:id="rId9"/></externalReferences><definedNames>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">Contrôle!$A$1:$L$28</definedName></definedNames>'
        '<calcPr calcId="191029"/></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
            ("rId3", "styles", "styles.xml"),
            ("rId4", "sharedStrings", "sharedStrings.xml"),
            ("rId5", "calcChain", "calcChain.xml"),
            ("rId9", "externalLink", "externalLinks/externalLink1.xml"),
        ),
        SHEET: _sheet(),
        HIDDEN: f'{_HEAD}<x:worksheet xmlns:x="{_MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is>'
        "<x:t>{{lot}}</x:t></x:is></x:c><x:c><x:f>Contrôle!B5+1</x:f><x:v>1</x:v></x:c></x:row></x:sheetData>"
        "</x:worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(
            ("rId1", "drawing", "../drawings/drawing1.xml"),
            ("rId2", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rId3", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId4", "comments", "../comments1.xml"),
            ("rId5", "vmlDrawing", "../drawings/vmlDrawing2.vml"),
        ),
        "xl/styles.xml": _styles(),
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_MAIN}" count="40" uniqueCount="{len(_TEXTS)}">{texts}</sst>',
        "xl/calcChain.xml": f'{_HEAD}<calcChain xmlns="{_MAIN}"><c r="B5" i="1"/><c r="C5"/></calcChain>',
        "xl/comments1.xml": f'{_HEAD}<comments xmlns="{_MAIN}"><authors><author>Qualité</author></authors>'
        '<commentList><comment ref="A1" authorId="0"><text><t>à remplir</t></text></comment></commentList></comments>',
        "xl/drawings/drawing1.xml": _drawing(),
        "xl/drawings/_rels/drawing1.xml.rels": _relations(("rId1", "image", "../media/image1.png")),
        "xl/drawings/vmlDrawing1.vml": _vml('<v:shape id="_x0000_s1025" type="#_x0000_t202"/>'),
        "xl/drawings/vmlDrawing2.vml": _vml('<v:shape id="LH" type="#_x0000_t75"/>'),
        "xl/media/image1.png": _logo(),
        "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
        "xl/externalLinks/externalLink1.xml": _HEAD + link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relations(
            ("rId1", "externalLinkPath", 'tarifs.xlsx" TargetMode="External')
        ),
    }
    return {name: content if isinstance(content, bytes) else content.encode() for name, content in said.items()}


def packed(given: dict[str, bytes]) -> bytes:
    """A package of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in given.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def changed(name: str, *replaced: tuple[str, str]) -> dict[str, bytes]:
    """The parts with one of them changed."""
    found = parts()
    for old, new in replaced:
        assert old.encode() in found[name], old
        found[name] = found[name].replace(old.encode(), new.encode())
    return found
