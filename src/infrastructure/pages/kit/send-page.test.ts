import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { html } from './html.ts';
import { type PageLook, USUAL_LOOK } from './page-look.ts';
import { makeSendPage } from './send-page.ts';

function sent(look: PageLook, hasProblem = false) {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const chunks: Buffer[] = [];
  Object.assign(response, { end: (chunk: Buffer) => chunks.push(chunk) });
  const page = { language: 'fr-fr', heading: 'Titre', body: html`<p>Texte</p>`, hasProblem } as const;
  makeSendPage(look)(response, page, { status: 400, formTargets: ['https://rp.example'] });
  return {
    status: response.statusCode,
    policy: String(response.getHeader('content-security-policy')),
    page: load(Buffer.concat(chunks).toString()),
  };
}

it('loads nothing where nothing is configured, and links nowhere', () => {
  const { status, policy, page } = sent(USUAL_LOOK);
  expect(status).toBe(400);
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/rp\.example; frame-ancestors 'none'; base-uri 'none'$/,
  );
  expect(page('img, a')).toHaveLength(0);
  expect(page('title').text()).toBe('Titre – La Régie');
  expect(sent(USUAL_LOOK, true).page('title').text()).toBe('Erreur\u00a0: Titre – La Régie');
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
  expect(page('header').text()).toBe('Messagerie <Agents>');
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
