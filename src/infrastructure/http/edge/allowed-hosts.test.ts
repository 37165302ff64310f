import { describe, expect, it } from 'vitest';
import { isAllowedHost } from './allowed-hosts.ts';

describe('isAllowedHost', () => {
  it.each<[string | undefined, string[], boolean]>([
    ['regie.example.fr', ['regie.example.fr'], true],
    ['Regie.Example.FR:8071', ['regie.example.fr'], true],
    ['regie.example.fr', ['REGIE.example.fr'], true],
    ['regie.example.fr.', ['regie.example.fr'], true],
    ['a.regie.example.fr', ['regie.example.fr'], false],
    ['example.fr', ['.example.fr'], true],
    ['a.b.example.fr', ['.example.fr'], true],
    ['evilexample.fr', ['.example.fr'], false],
    ['example.fr.evil.com', ['.example.fr', 'example.fr'], false],
    ['127.0.0.1:80', ['127.0.0.1'], true],
    ['[::1]:8071', ['[::1]'], true],
    ['anything.example', ['*'], true],
    ['a b', ['*'], false],
    ['user@example.fr', ['*'], false],
    ['example.fr/path', ['*'], false],
    ['example.fr:port', ['*'], false],
    ['', ['*'], false],
    ['.', ['*'], false],
    [undefined, ['*'], false],
    ['example.fr', [], false],
  ])('%s among %j: %s', (host, allowed, expected) => {
    expect(isAllowedHost(host, allowed)).toBe(expected);
  });
});
