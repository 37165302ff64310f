/**
 * The ceremonies of passkeys (Web Authentication, Level 3) on pages that work without: each element with `data-passkey`
 * holds a form that is shown where the browser knows passkeys. What a key is asked comes from `data-options`; its answer
 * goes, with the fields of the form, to where the form does. Both speak JSON.
 */

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const withIds = (list) => list?.map((credential) => ({ ...credential, id: toBytes(credential.id) }));

/** What browsers take, from the JSON of the same name: older ones have no parser of it. */
const requestOptions = (json) => ({
  ...json,
  challenge: toBytes(json.challenge),
  ...(json.allowCredentials ? { allowCredentials: withIds(json.allowCredentials) } : {}),
});

const creationOptions = (json) => ({
  ...json,
  challenge: toBytes(json.challenge),
  user: { ...json.user, id: toBytes(json.user.id) },
  ...(json.excludeCredentials ? { excludeCredentials: withIds(json.excludeCredentials) } : {}),
});

const commonOf = (credential) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
});

const CEREMONIES = {
  'sign-in': async (json) => {
    const credential = await navigator.credentials.get({ publicKey: requestOptions(json) });
    const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
    return {
      ...commonOf(credential),
      response: {
        clientDataJSON: toText(clientDataJSON),
        authenticatorData: toText(authenticatorData),
        signature: toText(signature),
        ...(userHandle ? { userHandle: toText(userHandle) } : {}),
      },
    };
  },
  enrolment: async (json) => {
    const credential = await navigator.credentials.create({ publicKey: creationOptions(json) });
    const { clientDataJSON, attestationObject } = credential.response;
    return {
      ...commonOf(credential),
      response: {
        clientDataJSON: toText(clientDataJSON),
        attestationObject: toText(attestationObject),
        transports: credential.response.getTransports?.() ?? [],
      },
    };
  },
};

/** A refusal in words for the reader. */
class Refusal extends Error {}

async function send(address, members) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(members),
  });
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  const body = isJson ? await answer.json() : {};
  if (answer.ok && isJson) return body;
  throw body.message === undefined ? new Error(`answered ${answer.status}`) : new Refusal(body.message);
}

/** Names of failures that mean: the person did not, or the time was up. */
const UNDONE = ['NotAllowedError', 'AbortError'];

function wordsFor(error, { cancelled, failed }) {
  if (error instanceof Refusal) return error.message;
  return UNDONE.includes(error?.name) ? cancelled : failed;
}

function bringToLife(element) {
  const ready = element.querySelector('.passkey-ready');
  const form = element.querySelector('form');
  const button = form.querySelector('[type=submit]');
  const problem = form.querySelector('[data-passkey-problem]');
  const perform = CEREMONIES[element.dataset.passkey];
  let isUnderWay = false;

  const attempt = async () => {
    const fields = Object.fromEntries(new FormData(form));
    const options = await send(element.dataset.options, fields);
    const response = await perform(options);
    const taking = form.elements.namedItem('response');
    if (taking) {
      // The answer is a page, which may show what is shown once.
      taking.value = JSON.stringify(response);
      form.submit();
      return new Promise(() => undefined);
    }
    const { location } = await send(form.getAttribute('action'), { ...fields, response });
    window.location.assign(location);
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isUnderWay) return;
    isUnderWay = true;
    button.setAttribute('aria-disabled', 'true');
    problem.textContent = '';
    try {
      await attempt();
    } catch (error) {
      problem.textContent = wordsFor(error, element.dataset);
      button.focus();
    }
    button.removeAttribute('aria-disabled');
    isUnderWay = false;
  });
  element.querySelector('.passkey-otherwise')?.remove();
  ready.hidden = false;
}

if (window.PublicKeyCredential !== undefined && navigator.credentials !== undefined) {
  for (const element of document.querySelectorAll('[data-passkey]')) bringToLife(element);
}
