import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { marked, type Token } from 'marked';
import { PROJECT_FOLDER, projectFiles } from './project-files.ts';

/** What a page of documentation says that a machine can check. */
export type Document = Readonly<{
  /** From the project's folder. */
  path: string;
  lines: number;
  characters: number;
  /** Fragments that a link to this page may have: those of its headings, as GitHub makes them. */
  anchors: ReadonlySet<string>;
  /** Where links and images lead, as written. */
  links: readonly string[];
  /** Texts in backticks. */
  codes: readonly string[];
  /** Fenced blocks, with the language named at their fence. */
  blocks: readonly Readonly<{ language: string; text: string }>[];
}>;

const LINK_IN_HTML = /\b(?:href|src)="([^"]+)"/g;

/** Reads the text of a page. */
export function parseDocument(path: string, text: string): Document {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  const links: string[] = [];
  const codes: string[] = [];
  const blocks: { language: string; text: string }[] = [];
  for (const token of allTokens(marked.lexer(text))) {
    if (token.type === 'heading') anchors.add(slugger.slug(plainText(token)));
    if (token.type === 'link' || token.type === 'image') links.push(token.href);
    if (token.type === 'html')
      for (const [, href = ''] of token.text.matchAll(LINK_IN_HTML)) links.push(href);
    if (token.type === 'codespan') codes.push(token.text);
    if (token.type === 'code') blocks.push({ language: token.lang ?? '', text: token.text });
  }
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    characters: text.length,
    anchors,
    links,
    codes,
    blocks,
  };
}

/** The tokens of a page, those inside others included. */
const allTokens = (tokens: Token[]): readonly Token[] => {
  const all: Token[] = [];
  void marked.walkTokens(tokens, (token) => void all.push(token));
  return all;
};

const plainText = (token: Token): string => {
  if ('tokens' in token && token.tokens !== undefined) return token.tokens.map(plainText).join('');
  return 'text' in token ? token.text : token.raw;
};

/**
 * Every page of the project. Of the changelog only the latest version counts: what older ones name may be gone.
 */
export async function readDocuments(): Promise<readonly Document[]> {
  const paths = (await projectFiles()).filter((path) => path.endsWith('.md'));
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(PROJECT_FOLDER, path), 'utf8');
      return parseDocument(path, path === 'CHANGELOG.md' ? (text.split(/^(?=## )/m)[1] ?? '') : text);
    }),
  );
}
