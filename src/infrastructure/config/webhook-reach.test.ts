import { describe, expect, it } from 'vitest';
import { webhookReach } from './webhook-reach.ts';

const hostOf = (url: string): string => new URL(url).hostname;

describe('where webhooks may lead', () => {
  const usual = webhookReach({ allowsPlainHttp: false, allowedNetworks: [] });
  it.each([
    'https://10.0.0.1/',
    'https://127.0.0.1/',
    'https://[fd00::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x7f.1/',
    'https://scim/',
    'https://localhost/',
    'https://scim.internal/',
  ])('is not %s', (url) => {
    expect(usual.mayLeadTo(hostOf(url))).toBe(false);
  });

  it.each(['https://scim.fr/', 'https://93.184.216.34/', 'https://[2001:4860::1]/'])('is %s', (url) => {
    expect(usual.mayLeadTo(hostOf(url))).toBe(true);
  });

  it('is a network that is let through, and then also names that only DNS inside knows', () => {
    const inside = webhookReach({ allowsPlainHttp: true, allowedNetworks: ['10.0.0.0/8'] });
    expect(inside.mayLeadTo('10.0.0.1')).toBe(true);
    expect(inside.mayLeadTo('192.168.0.1')).toBe(false);
    expect(inside.mayLeadTo('scim.internal')).toBe(true);
  });
});
