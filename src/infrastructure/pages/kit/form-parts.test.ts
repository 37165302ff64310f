import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { descriptionList } from './description-list.ts';
import { field } from './field.ts';
import { button, form, TOKEN_FIELD } from './form.ts';
import { html } from './html.ts';
import { problemSummary } from './problem-summary.ts';

const HOSTILE = `"><script>alert(1)</script>' onfocus='alert(2)`;

describe('the parts of forms', () => {
  it('ties hint and error to the field they are about', () => {
    const page = load(
      field({
        name: 'login',
        label: 'Address',
        type: 'email',
        autocomplete: 'username',
        value: 'a@b.fr',
        hint: 'The whole one',
        error: 'Is missing',
      }).text,
    );
    const input = page('input');
    expect(page(`label[for=${input.attr('id')}]`).text()).toBe('Address');
    const described = (input.attr('aria-describedby') ?? '').split(' ').map((id) => page(`#${id}`).text());
    expect(described).toEqual(['The whole one', 'Is missing']);
    expect(input.attr()).toMatchObject({ 'aria-invalid': 'true', value: 'a@b.fr', autocomplete: 'username' });
  });

  it('says nothing of what there is not', () => {
    const page = load(
      field({ name: 'a', label: 'A', type: 'password', autocomplete: 'off', isOptional: true }).text,
    );
    for (const name of ['aria-describedby', 'aria-invalid', 'value', 'required']) {
      expect(page('input').attr(name)).toBeUndefined();
    }
  });

  it('posts with its token, and with what else it is about', () => {
    const page = load(
      form({
        action: '/x/',
        token: 'tag',
        hidden: { uid: '1' },
        body: button({ label: 'Go', name: 'do', value: 'it' }),
      }).text,
    );
    expect(page('form').attr()).toMatchObject({ method: 'post', action: '/x/' });
    expect(page(`input[name=${TOKEN_FIELD}]`).val()).toBe('tag');
    expect(page('input[name=uid]').val()).toBe('1');
    expect(page('button').attr()).toMatchObject({ type: 'submit', name: 'do', value: 'it' });
  });

  it('leads from each problem to its field, and takes the focus', () => {
    const page = load(
      problemSummary([{ field: 'login', text: 'Missing' }, { text: 'Away' }], 'en-us')?.text ?? '',
    );
    expect(page('[autofocus]').attr('tabindex')).toBe('-1');
    expect(page('a').attr('href')).toBe('#login');
    expect(page('p').last().text()).toBe('Away');
    expect(problemSummary([], 'en-us')).toBeUndefined();
  });

  it('escapes all it is given', () => {
    const written = html`${field({ name: 'n', label: HOSTILE, type: 'text', autocomplete: 'off', value: HOSTILE, hint: HOSTILE, error: HOSTILE })}
${form({ action: HOSTILE, token: HOSTILE, hidden: { a: HOSTILE }, body: button({ label: HOSTILE, value: HOSTILE, about: HOSTILE }) })}
${problemSummary([{ field: HOSTILE, text: HOSTILE }], 'fr-fr')}${descriptionList([[HOSTILE, HOSTILE]])}`;
    const page = load(written.text);
    expect(page('script, [onfocus]')).toHaveLength(0);
    expect(page('input[type=text]').val()).toBe(HOSTILE);
    expect(page('dd').text()).toBe(HOSTILE);
  });
});
