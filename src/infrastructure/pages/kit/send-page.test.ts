import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../domain/shared/language.ts';
import { html } from './html.ts';
import { type PageLook, USUAL_LOOK } from './page-look.ts';
import { makeSendPage } from './send-page.ts';

type Asked = Readonly<{
  hasProblem?: boolean;
  url?: string;
  method?: string;
  status?: number;
  language?: Language;
}>;

function sent(
  look: PageLook,
  { hasProblem = false, url = '/', method = 'GET', status = 400, language = 'fr-fr' }: Asked = {},
) {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { url, method });
  const response = new ServerResponse(request);
  const chunks: Buffer[] = [];
  Object.assign(response, { end: (chunk: Buffer) => chunks.push(chunk) });
  const page = { language, heading: 'Titre', body: html`<p>Texte</p>`, hasProblem } as const;
  makeSendPage(look, { secure: true })(response, page, { status, formTargets: ['https://rp.example'] });
  return {
    status: response.statusCode,
    cookies: [response.getHeader('set-cookie') ?? []].flat(),
    policy: String(response.getHeader('content-security-policy')),
    page: load(Buffer.concat(chunks).toString()),
  };
}

it('loads nothing where nothing is configured, and links to our own accessibility statement alone', () => {
  const { status, policy, page } = sent(USUAL_LOOK);
  expect(status).toBe(400);
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/rp\.example; frame-ancestors 'none'; base-uri 'none'$/,
  );
  expect(page('img')).toHaveLength(0);
  const links = page('a:not(.language)').toArray();
  expect(links.map((link) => [page(link).attr('href'), page(link).text()])).toEqual([
    ['/console/accessibility', 'Accessibilité\u00a0: non conforme'],
  ]);
  expect(page('title').text()).toBe('Titre – La Régie');
  expect(sent(USUAL_LOOK, { hasProblem: true }).page('title').text()).toBe('Erreur\u00a0: Titre – La Régie');
});

it('has the name, the colour, the logo and the links that are configured, and lets that logo in alone', () => {
  const look: PageLook = {
    name: 'Messagerie <Agents>',
    accent: '#4a1a6b',
    logo: 'https://static.example.fr/logo.svg',
    links: {
      help: 'https://aide.example.fr/',
      legal: 'https://x.fr/legal',
      accessibility: 'https://x.fr/a11y',
    },
    conformity: 'partial',
  };
  const { policy, page } = sent(look);
  expect(policy).toContain('; img-src https://static.example.fr/logo.svg; ');
  expect(page('img').attr()).toEqual({ src: look.logo, alt: '' });
  expect(page('header span').text()).toBe('Messagerie <Agents>');
  expect(page('title').text()).toContain('Messagerie <Agents>');
  expect(page('style').text()).toContain('--action: #4a1a6b');
  const links = page('footer a').get();
  expect(links.map((link) => [link.attribs['href'], page(link).text()])).toEqual([
    ['https://aide.example.fr/', 'Aide'],
    ['https://x.fr/legal', 'Mentions légales'],
    ['https://x.fr/a11y', 'Accessibilité\u00a0: partiellement conforme'],
  ]);
  expect(sent({ ...look, logo: 'data:image/png;base64,AAAA' }).policy).toContain('; img-src data:; ');
});

describe('the language of a page', () => {
  const links = (asked: Asked) => {
    const { page } = sent(USUAL_LOOK, { status: 200, ...asked });
    return page('header a.language')
      .get()
      .map((link) => ({ ...link.attribs, text: page(link).text() }));
  };

  it.each([
    ['fr-fr', 'en', 'English'],
    ['en-us', 'fr', 'Français'],
  ] as const)('of %s is changed by a link in the words of the other', (language, tag, text) => {
    expect(links({ language })).toEqual([
      { class: 'language', href: `?lang=${tag}`, lang: tag, hreflang: tag, text },
    ]);
  });

  it('keeps where a page leads, and what it told', () => {
    expect(links({ url: '/o/account/?lang=fr&done=ended' })).toMatchObject([{ href: '?done=ended&lang=en' }]);
    const url = '/o/account/sign-in/?next=add-factor';
    expect(links({ url })).toMatchObject([{ href: '?next=add-factor&lang=en' }]);
  });

  it.each([
    '/o/password/set/?token=ab',
    '/o/authorize/?redirect_uri=https%3A%2F%2Fevil.example%2F',
    '/o/account/sign-in/?next=https://evil.example/',
    '/o/account/sign-in/?next=password&next=//evil.example',
  ])('is not changed at %s: nothing repeats what others may not know, or wrote', (url) => {
    const { page } = sent(USUAL_LOOK, { url, status: 200 });
    expect(page('header').html()).toBe('<span>La Régie</span>');
  });

  it.each([
    ['POST', 422, 1],
    ['POST', 429, 1],
    // Its address does not lead to the answer to a form.
    ['POST', 200, 0],
    // To ask again is to be refused again, and what was asked stands nowhere.
    ['POST', 400, 0],
    ['GET', 400, 0],
    ['GET', 503, 0],
  ])('after a %s that is answered %i has %i links', (method, status, count) => {
    expect(links({ method, status })).toHaveLength(count);
  });

  it('is kept by the browser once it was chosen, and by no other request', () => {
    expect(sent(USUAL_LOOK, { url: '/?lang=en' }).cookies).toEqual([
      'regie_page_language=en; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
    for (const url of ['/', '/?lang=', '/?lang=de', '/?lang=en%0d%0aX: y'])
      expect(sent(USUAL_LOOK, { url }).cookies).toEqual([]);
  });
});
