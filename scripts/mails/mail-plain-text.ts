import { load } from 'cheerio';
import type mjml2html from 'mjml';

type MjmlNode = Awaited<ReturnType<typeof mjml2html>>['json'];

const attribute = (node: MjmlNode, name: string): string | undefined => {
  const found = Object.entries('attributes' in node ? node.attributes : {}).find(([key]) => key === name);
  return typeof found?.[1] === 'string' ? found[1] : undefined;
};

const contentOf = (node: MjmlNode): string => {
  const $ = load('content' in node ? node.content : '', null, false);
  $('br').replaceWith('\n');
  return $.root().text().trim();
};

function paragraphs(node: MjmlNode): string[] {
  const cssClass = attribute(node, 'css-class');
  if (cssClass === 'html-only' || node.tagName === 'mj-head') return [];
  if (node.tagName === 'mj-text') return [contentOf(node)];
  if (node.tagName === 'mj-button') return [`${contentOf(node)}\n${attribute(node, 'href') ?? ''}`];
  const inside = 'children' in node ? node.children.flatMap(paragraphs) : [];
  return cssClass === 'footer' ? ['-- ', ...inside] : inside;
}

/**
 * The plain-text part of a mail, in the order of its MJML: texts and buttons (label, then address) become
 * paragraphs. Class `html-only` leaves an element out; class `footer` opens with the mark of RFC 3676
 * section 4.3, which mail programs fade and leave out of replies.
 */
export const mailPlainText = (document: MjmlNode): string =>
  `${paragraphs(document).join('\n\n').replace('-- \n\n', '-- \n')}\n`;
