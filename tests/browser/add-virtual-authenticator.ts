import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** Gives a browser a device that knows its owner, and answers by itself (DevTools protocol, domain WebAuthn). */
export async function addVirtualAuthenticator(
  context: BrowserContext,
  page: Page,
): Promise<Readonly<{ devices: CDPSession; authenticatorId: string }>> {
  const devices = await context.newCDPSession(page);
  await devices.send('WebAuthn.enable');
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devices, authenticatorId };
}
