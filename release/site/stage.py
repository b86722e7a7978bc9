# SPDX-License-Identifier: BSD-3-Clause
"""Puts the pages of the project together for Sphinx.

usage: stage.py ROOT STAGE

The pages stay as they are, in their folders, so that their links hold. What only a site can do is put in here: navigation, pictures
for light and dark, live pages, and what pages link to that is no page.
"""

import re
import shutil
import sys
from pathlib import Path

LINK = re.compile(r"(!?\[[^\]]*\]\()([^)\s#]+)(#[^)\s]*)?(\))")
FENCE = re.compile(r"^(```|~~~)")


def pages(root):
    yield from sorted(root.glob("*.md"))
    yield from sorted(root.glob("docs/**/*.md"))
    yield from sorted(root.glob("examples/*/README.md"))
    yield from sorted(root.glob("examples/README.md"))
    yield root / "oracle/make/README.md"


def target_of(page):
    """Where a page stands in the stage: README of the root is where the site begins."""
    return Path("index.md") if page == Path("README.md") else page


def relink(root, page, link, staged):
    """A link, as it has to be in the stage. Names what else must be there."""
    if re.match(r"[a-z]+:", link):
        return link
    there = (root / page.parent / link).resolve()
    try:
        path = there.relative_to(root)
    except ValueError:
        raise SystemExit(f"{page}: {link} is outside the project")
    if not there.exists():
        raise SystemExit(f"{page}: {link} is not there")
    if there.is_dir():
        index = path / "index.md" if path == Path("docs/adr") else path / "README.md"
        if path != Path("docs/adr") and not (root / index).exists():
            return None
        path = index
    staged.add(path)
    depth = len(target_of(page).parts) - 1
    return "../" * depth + str(target_of(path))


def converted(root, page, text, staged):
    lines = []
    fenced = False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
        if not fenced:
            line = LINK.sub(lambda m: link(root, page, m, staged), line)
        lines.append(line)
    return pictures(live("\n".join(lines)))


def link(root, page, match, staged):
    new = relink(root, page, match[2], staged)
    if new is None:  # a folder without a page: its name is all that a site can show
        return match[1][1:-2]
    return match[1] + new + (match[3] or "") + match[4]


def live(text):
    """A page that the command line has made, within a page and by itself."""
    return re.sub(
        r"<!-- live: (\w+) -->",
        r'<iframe class="live" src="../live/\1.html" title="the live page" loading="lazy"></iframe>\n\n'
        r'<p><a href="../live/\1.html">The page by itself</a></p>',
        text,
    )


def as_markdown(match):
    alt = match[1].replace("&quot;", '"')
    return f"![{alt}]({match[2]})"


def pictures(text):
    """A picture in two versions is shown as the reader's colours are."""
    text = re.sub(r'<picture>.*?<img alt="([^"]*)" src="([^"]*-light\.png)">\s*</picture>', as_markdown, text, flags=re.S)
    return re.sub(
        r"(!\[[^\]]*\]\()([^)]*)-light\.png\)",
        r"\1\2-light.png){.only-light}" r"\1\2-dark.png){.only-dark}",
        text,
    )


def navigation(nav, staged_pages):
    groups = []
    for line in nav.read_text().splitlines():
        if line and not line.startswith(("#", " ")):
            groups.append((line, []))
        elif line.startswith(" "):
            groups[-1][1].append(line.strip())
    listed = {name for _, names in groups for name in names}
    missing = [name for name in listed if name not in staged_pages and name != "docs/adr/index"]
    if missing:
        raise SystemExit(f"release/site/nav.txt names pages that are not there: {', '.join(sorted(missing))}")
    rest = sorted(p for p in staged_pages if p not in listed and not p.startswith("docs/adr/") and p != "index")
    if rest:
        groups.append(("Further pages", rest))
    text = ""
    for title, names in groups:
        entries = "\n".join(names + (["docs/javadoc"] if title == "Library" else []))
        text += f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{entries}\n```\n"
    return text


def main(root, stage):
    shutil.rmtree(stage, ignore_errors=True)
    staged = set()
    names = set()
    for source in pages(root):
        page = source.relative_to(root)
        place = stage / target_of(page)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(converted(root, page, source.read_text(), staged))
        names.add(str(target_of(page).with_suffix("")))
    decisions = sorted(p.stem for p in (root / "docs/adr").glob("*.md"))
    (stage / "docs/adr/index.md").write_text(
        "# Decisions\n\nWhat was decided, why, and what else was tried.\n\n```{toctree}\n:maxdepth: 1\n\n" + "\n".join(decisions) + "\n```\n"
    )
    (stage / "docs/javadoc.md").write_text(
        "# Javadoc\n\nThe <a href=\"../api/index.html\">documentation of all exported types</a>, module by module. [Versions](versioning.md) says what is promised of them.\n"
    )
    index = stage / "index.md"
    index.write_text(index.read_text() + navigation(root / "release/site/nav.txt", names))
    staged.update(p.relative_to(root) for p in root.glob("docs/images/*"))
    for path in staged:
        if path.suffix != ".md":
            place = stage / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / path, place)
    for light in stage.glob("**/*-light.png"):
        dark = light.relative_to(stage).with_name(light.name.replace("-light", "-dark"))
        shutil.copyfile(root / dark, stage / dark)
    shutil.copytree(root / "release/site/_static", stage / "_static")
    shutil.copyfile(root / "release/site/conf.py", stage / "conf.py")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
