import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { csrfToken } from '../../lib/csrf-token.ts';
import { SIGN_OUT_ADDRESS } from '../../lib/sign-in-address.ts';

/**
 * Signs out here, and at the identity provider. It is a form, since a link signs nobody out where the installation wants a
 * request that a page of ours sent.
 */
export function SignOutForm() {
  const { t } = useTranslation();
  const token = useRef<HTMLInputElement>(null);
  return (
    <form
      method="post"
      action={SIGN_OUT_ADDRESS}
      onSubmit={() => {
        // Read when it is sent: a sign-in in another window has brought another token.
        if (token.current !== null) token.current.value = csrfToken() ?? '';
      }}
    >
      <input type="hidden" name="csrfmiddlewaretoken" ref={token} />
      <button type="submit" className="sign-out">
        {t('shell.signOut')}
      </button>
    </form>
  );
}
