"""A saved page and a PDF, as small as they can be."""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Bell of Gull Point found | The Courier</title>
<meta property="og:title" content="Bell of Gull Point found"><meta property="og:site_name" content="The Courier">
<meta name="author" content="Jo Finch"><link rel="canonical" href="https://courier.example/bell">
<script src="https://elsewhere.example/x.js">document.title = "{{ x }}"</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bell of Gull Point found</h1>
<p>2 April 1931</p><img src="https://elsewhere.example/x.png" onerror="alert(1)">
<p>The bell of Gull Point was found on Thursday by three boys. It lay under the rocks, 40 yards from the light.</p>
<p>\u201cWe thought it was a pot,\u201d said one of the boys. Jo Finch of The Courier was there.</p>
<p>The Harbour Board will hang it again in May.</p></article><footer>All rights</footer></body></html>
"""

LINES = ("Report on the bell", "By Jo Finch", "2 April 1931", "The bell of Gull Point was found on a Thursday by", "three boys.")


def pdf(*pages: tuple[str, ...], properties: str = "", more: str = "") -> bytes:
    """Return a PDF of pages of lines; `more` are further entries of its trailer."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        drawn = f"BT /F1 12 Tf 14 TL 72 720 Td {' '.join(f'({line}) Tj T*' for line in lines)} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {first + 2 * number + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    objects.append(f"<< {properties} >>")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {more} >>"
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()
