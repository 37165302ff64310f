export const landing = {
  title: 'Sign in',
  heading: 'Administer your mail domains',
  pitch:
    'Add the domains of your organization, create mailboxes and aliases, and decide together who administers what.',
  points: {
    domains: 'Your domains, with each DNS record explained and checked',
    mailboxes: 'Mailboxes and aliases, for people and for services',
    access: 'Colleagues invited in the role that they need',
  },
  what: 'What is ProConnect?',
  signIn: 'Sign in',
  refused: {
    title: 'You could not be signed in',
    text: 'The sign-in did not succeed. You can try again, or with another account.',
    again: 'Sign in again',
    reasons: {
      refused:
        'You stopped the sign-in, or your account may not use this service. If you expected otherwise, ask an administrator of your organization.',
      identity_provider_unavailable: 'The identity service does not answer at the moment. Try again later.',
      identity_provider_unexpected:
        'The identity service gave an answer that cannot be used. The people who run this service have been told.',
      other: 'The sign-in was not completed in time, or in another window. Begin again.',
    },
  },
  signedOut: {
    title: 'You are signed out',
    text: 'You can close this window. On a device that others use, close the browser too.',
    again: 'Sign in again',
  },
  signedIn: {
    title: 'You are signed in',
    text: 'You can close this window and go on where you were.',
    close: 'Close this window',
  },
  noOrganization: {
    title: 'No organization yet',
    text: 'Your account belongs to no organization here: your identity provider named none. You can use what you are invited to. To administer mail of an organization, ask the people who run this service to link your account to it.',
  },
};
