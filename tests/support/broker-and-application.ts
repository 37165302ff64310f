import { listening } from './listening.ts';

/**
 * Where sign-ins lead: to a broker, which redirects to an application of another origin, as ProConnect and Keycloak do.
 * What the broker was sent comes to the application too.
 */
export async function openBrokerAndApplication() {
  const application = await listening((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>app</title><h1>Signed in</h1>');
  });
  const broker = await listening((request, response) => {
    response.writeHead(302, { location: `${application.url}${request.url ?? ''}` }).end();
  });
  return {
    brokerUrl: broker.url,
    applicationUrl: application.url,
    close: async (): Promise<void> => {
      await Promise.all([broker.close(), application.close()]);
    },
  };
}
