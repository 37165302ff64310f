import express, { type Express, type Request, type Response } from 'express';
import type { MailCatcherControls } from './mail-catcher-controls.ts';
import { faultsInput } from './mail-faults.ts';
import { listPage, MAIL_POLICY, messagePage, notFoundPage, PAGE_POLICY } from './mail-pages.ts';
import { type PageLanguage, pageLanguages } from './page-texts.ts';

const languageOf = (request: Request): PageLanguage =>
  pageLanguages.find((language) => language === request.acceptsLanguages(...pageLanguages)) ?? 'en';

const filterOf = ({ query: { to, subject } }: Request) => ({
  to: typeof to === 'string' ? to : undefined,
  subject: typeof subject === 'string' ? subject : undefined,
});

function sendPage(response: Response, page: string): void {
  response.setHeader('Content-Security-Policy', PAGE_POLICY);
  response.type('html').send(page);
}

/** The page for people and the JSON API for tests. */
export function makeHttpApp(controls: MailCatcherControls): Express {
  const { messages, message, clear, faults, refuseNext, setDown } = controls;
  const app = express().disable('x-powered-by').use(express.json());

  app.get('/', (request, response) => {
    sendPage(response, listPage(messages(), languageOf(request)));
  });
  app.get('/messages/:id', (request, response) => {
    const mail = message(request.params.id);
    const language = languageOf(request);
    if (mail === undefined) sendPage(response.status(404), notFoundPage(language));
    else sendPage(response, messagePage(mail, language));
  });
  app.get('/messages/:id/html', (request, response) => {
    response.setHeader('Content-Security-Policy', MAIL_POLICY);
    response.type('html').send(message(request.params.id)?.html ?? '');
  });
  app.post('/clear', (_request, response) => {
    clear();
    response.redirect(303, '/');
  });

  app.get('/api/messages', (request, response) => {
    response.json(messages(filterOf(request)).map(({ headers: _, source: __, ...mail }) => mail));
  });
  app.get('/api/messages/:id', (request, response) => {
    const mail = message(request.params.id);
    if (mail === undefined) response.status(404).json({ detail: 'Not found.' });
    else response.json(mail);
  });
  app.delete('/api/messages', (_request, response) => {
    clear();
    response.status(204).end();
  });
  app.get('/api/faults', (_request, response) => {
    response.json(faults());
  });
  app.post('/api/faults', async (request, response) => {
    const input = faultsInput.safeParse(request.body);
    if (!input.success) {
      response.status(400).json({ detail: input.error.issues.map((issue) => issue.message).join(' ') });
      return;
    }
    const { refuse, down } = input.data;
    if (refuse !== undefined) refuseNext(refuse);
    if (down !== undefined) await setDown(down);
    response.json(faults());
  });
  return app;
}
