import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it.each([
    ['<script>', '&lt;script&gt;'],
    [`"quoted" & 'quoted'`, '&quot;quoted&quot; &amp; &#39;quoted&#39;'],
    ['&amp;', '&amp;amp;'],
  ])('escapes text: %s', (text, escaped) => {
    expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('keeps markup of its own, lists of it, and nothing for what is not there', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${undefined}${html`<br>`}`.text).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul><br>',
    );
  });
});
