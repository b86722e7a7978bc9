# SPDX-License-Identifier: BSD-3-Clause
"""Checks that every link, picture and script of a built site leads somewhere, to the anchor: check_links.py SITE

Links to other sites are counted and not followed: whether they answer says nothing about this project, and CI may have no network.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []
        self.anchors = {"", "top"}

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if value is None:
                continue
            if name in ("href", "src"):
                self.links.append(value)
            elif name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)


def read(file):
    page = Page()
    page.feed(file.read_text(errors="replace"))
    return page


def main(site):
    pages = {file: read(file) for file in site.rglob("*.html")}
    broken = []
    checked = outside = 0
    for file, page in pages.items():
        # Of Javadoc's own pages the tool has checked the anchors.
        generated = (site / "api") in file.parents
        for link in page.links:
            if urlparse(link).scheme or link.startswith("//"):
                outside += not link.startswith(("data:", "javascript:"))
                continue
            path, anchor = urldefrag(link)
            target = (file.parent / unquote(path.split("?")[0])).resolve() if path else file
            if target.is_dir():
                target = target / "index.html"
            checked += 1
            if not target.exists():
                broken.append(f"{file.relative_to(site)}: {link} is not there")
            elif target in pages and not generated and unquote(anchor) not in pages[target].anchors:
                broken.append(f"{file.relative_to(site)}: {link} has no such anchor")
    for line in sorted(set(broken)):
        print(line, file=sys.stderr)
    print(f"{len(pages)} pages, {checked} links checked, {outside} lead elsewhere, {len(set(broken))} broken")
    if checked < 1000:
        raise SystemExit("the site has too few links to be whole")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
