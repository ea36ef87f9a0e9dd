// A letter's text: CommonMark without HTML or pictures, and links to https addresses only.
import MarkdownIt from "markdown-it";

const renderer = new MarkdownIt("commonmark", { html: false }).disable(["image", "html_block", "html_inline"]);
renderer.validateLink = (url) => /^https:\/\//i.test(url);

// The page's own headings are h1 and h2: those of a letter come below, without leaving out a level.
renderer.core.ruler.push("lower_headings", (state) => {
  const above: number[] = [];
  for (const token of state.tokens) {
    if (token.type !== "heading_open" && token.type !== "heading_close") continue;
    const written = Number(token.tag[1]);
    while ((above.at(-1) ?? 0) >= written && token.type === "heading_open") above.pop();
    if (token.type === "heading_open") above.push(written);
    token.tag = `h${Math.min(6, 2 + above.length)}`;
  }
});

renderer.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet("target", "_blank");
  tokens[index]?.attrSet("rel", "noopener noreferrer");
  return self.renderToken(tokens, index, options);
};

export const toHtml = (markdown: string) => renderer.render(markdown);
