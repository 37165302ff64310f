import type { MailTexts } from './mail-texts.ts';

/** The sentences of our mails in English; a French one stands for each of them in `french.ts`. */
export const english = {
  lang: 'en',
  shared: {
    greeting: 'Hello,',
    signature: 'The La Régie team',
    link_in_clear: 'If the button does not work, copy this address into your browser:',
    about:
      'La Régie is the service of La Suite where public administrations manage their groups, mail domains and mailboxes.',
    automatic: 'This message was sent automatically: nobody reads the replies.',
  },
  mails: {
    team_invitation: {
      subject: '[La Suite] You have been invited to become {{role}} of a group',
      preview: 'Join the group “{{team}}” in La Régie.',
      title: 'You are invited to a group',
      invitation: 'You have been invited to become {{role}} of the group “{{team}}” in La Régie.',
      sign_in:
        'To join the group, sign in to La Régie through ProConnect with the e-mail address that received this message.',
      action: 'Sign in to La Régie',
      unexpected: 'If you were not expecting this invitation, you can ignore this message.',
    },
    mail_domain_invitation: {
      subject: '[La Suite] You have been invited to join La Régie',
      preview: 'Your access to the mail domain {{domain}}.',
      title: 'You are invited to La Régie',
      invitation: 'You have been invited to become {{role}} of the mail domain {{domain}}.',
      sign_in:
        'To accept, sign in to La Régie through ProConnect with the e-mail address that received this message.',
      action: 'Sign in to La Régie',
      unexpected: 'If you were not expecting this invitation, you can ignore this message.',
    },
    mail_domain_enabled: {
      subject: '[La Suite] Your domain is ready',
      preview: 'You can now create mailboxes on {{domain}}.',
      title: 'Your domain is ready',
      state: 'The mail domain {{domain}} has passed every check and is ready to use.',
      next: 'You can now create its mailboxes and aliases in La Régie.',
      action: 'Open the domain',
    },
    mail_domain_action_required: {
      subject: '[La Suite] Your domain requires action',
      preview: 'Some settings of {{domain}} are missing or wrong.',
      title: 'Your domain requires action',
      state:
        'The mail domain {{domain}} cannot work yet: some of its settings are missing or wrong, and you can correct them.',
      next: 'Open the domain in La Régie to see what is expected. Once this is done, run the check again from the same page.',
      action: 'See the required actions',
    },
    mail_domain_failed: {
      subject: '[La Suite] Your domain has failed',
      preview: 'Our support team is working on {{domain}}.',
      title: 'Your domain has failed',
      state:
        'The last check of the mail domain {{domain}} found an error that you cannot correct yourself. Our support team is working on it.',
      next: 'Until it is solved, the mailboxes of this domain stay disabled. We will write to you when the domain is ready.',
      action: 'Open the domain',
    },
    mailbox_created: {
      subject: 'Your new mailbox information',
      preview: 'Your mailbox {{address}} has been created.',
      title: 'Your new mailbox',
      created: 'Your mailbox has been created.',
      address_label: 'Address:',
      first_sign_in: 'Follow this link to sign in for the first time.',
      action: 'Sign in to my mailbox',
      personal: 'This link is personal and works for a limited time: do not forward this message.',
      signature: 'The messaging team',
    },
    mailbox_created_with_password: {
      subject: 'Your new mailbox information',
      preview: 'Your mailbox {{address}} has been created.',
      title: 'Your new mailbox',
      created: 'Your mailbox has been created.',
      address_label: 'Address:',
      password_label: 'Password:',
      first_sign_in: 'Follow this link to sign in for the first time, then change this password.',
      action: 'Sign in to my mailbox',
      personal: 'This link and this password are personal: do not forward this message.',
      signature: 'The messaging team',
    },
    password_reset: {
      subject: 'Your password has been updated',
      preview: 'A temporary password for {{address}}.',
      title: 'Your password has been updated',
      reset: 'The password of your mailbox has just been replaced.',
      address_label: 'Address:',
      password_label: 'Temporary password:',
      temporary: 'Sign in with this temporary password, then choose a new one.',
      action: 'Open my mailbox',
      unexpected: 'If you did not expect this change, tell the person who manages your mail domain.',
      signature: 'The messaging team',
    },
    login_link: {
      subject: 'Here is your login link',
      preview: 'Sign in to {{address}}.',
      title: 'Your login link',
      sign_in: 'Follow this link to sign in to your mailbox.',
      address_label: 'Address:',
      action: 'Sign in to my mailbox',
      personal: 'This link is personal and works for a limited time: do not forward this message.',
      unexpected: 'If you did not expect this link, tell the person who manages your mail domain.',
      signature: 'The messaging team',
    },
  },
} as const satisfies MailTexts;
