# SPDX-License-Identifier: BSD-3-Clause
"""How Sphinx makes the site of what release/site/stage.py puts together."""

import os

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util.docutils import SphinxDirective

project = "LXT for Java"
author = "the LXT for Java authors"
copyright = "2026, the LXT for Java authors"
release = os.environ["LXT_VERSION"]
root_doc = "index"
extensions = ["myst_parser", "sphinx_copybutton"]
myst_enable_extensions = ["attrs_inline", "dollarmath"]
myst_dmath_allow_labels = False
myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]
# Words of the text that look like code of Python are none.
highlight_language = "none"
html_theme = "furo"
html_title = f"LXT for Java {release}"
html_static_path = ["_static"]
html_extra_path = ["_extra"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True, "footer_icons": []}
pygments_style = "friendly"
pygments_dark_style = "monokai"
copybutton_prompt_text = "$ "


class Mermaid(SphinxDirective):
    """A diagram, which the reader's browser draws."""

    has_content = True

    def run(self):
        text = "\n".join(self.content).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return [nodes.raw("", f'<pre class="mermaid">{text}</pre>', format="html")]


def math(translator, node):
    """Formulas as MathML, which browsers draw without a script."""
    display = "block" if isinstance(node, nodes.math_block) else "inline"
    translator.body.append(convert(node.astext(), display=display))
    raise nodes.SkipNode


def add_diagrams(app, page, template, context, doctree):
    """The program that draws diagrams is large: only pages that have one load it."""
    if 'class="mermaid"' in context.get("body", ""):
        app.add_js_file("mermaid.min.js")
        app.add_js_file("diagrams.js")


def setup(app):
    app.add_directive("mermaid", Mermaid)
    app.connect("html-page-context", add_diagrams)
    app.set_translator("html", translator(), override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def translator():
    from sphinx.writers.html5 import HTML5Translator

    class Translator(HTML5Translator):
        def visit_math(self, node):
            math(self, node)

        def visit_math_block(self, node):
            math(self, node)

    return Translator
