import type { english } from './english.ts';
import type { SameTexts } from './mail-texts.ts';

/** The sentences of our mails in French. `\u00a0` keeps a mark of punctuation on the line of its word. */
export const french: SameTexts<typeof english> = {
  lang: 'fr',
  shared: {
    greeting: 'Bonjour,',
    signature: 'L’équipe de La Régie',
    link_in_clear: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00a0:',
    about:
      'La Régie est le service de La Suite avec lequel les administrations gèrent leurs groupes, leurs domaines de messagerie et leurs boîtes mail.',
    automatic: 'Ce message a été envoyé automatiquement\u00a0: personne ne lit les réponses.',
  },
  mails: {
    team_invitation: {
      subject: "[La Suite] Vous avez été invité(e) à être {{role}} d'un groupe",
      preview: 'Rejoignez le groupe «\u00a0{{team}}\u00a0» dans La Régie.',
      title: 'Vous êtes invité(e) dans un groupe',
      invitation:
        'Vous avez été invité(e) à devenir {{role}} du groupe «\u00a0{{team}}\u00a0» dans La Régie.',
      sign_in:
        'Pour rejoindre ce groupe, connectez-vous à La Régie avec ProConnect, en utilisant l’adresse e-mail à laquelle vous avez reçu ce message.',
      action: 'Se connecter à La Régie',
      unexpected: 'Si vous n’attendiez pas cette invitation, vous pouvez ignorer ce message.',
    },
    mail_domain_invitation: {
      subject: '[La Suite] Vous avez été invité(e) à rejoindre la Régie',
      preview: 'Votre accès au domaine de messagerie {{domain}}.',
      title: 'Vous êtes invité(e) à rejoindre La Régie',
      invitation: 'Vous avez été invité(e) à devenir {{role}} du domaine de messagerie {{domain}}.',
      sign_in:
        'Pour accepter, connectez-vous à La Régie avec ProConnect, en utilisant l’adresse e-mail à laquelle vous avez reçu ce message.',
      action: 'Se connecter à La Régie',
      unexpected: 'Si vous n’attendiez pas cette invitation, vous pouvez ignorer ce message.',
    },
    mail_domain_enabled: {
      subject: '[La Suite] Votre domaine est prêt',
      preview: 'Vous pouvez créer des boîtes mail sur {{domain}}.',
      title: 'Votre domaine est prêt',
      state: 'Le domaine de messagerie {{domain}} a passé toutes les vérifications\u00a0: il est prêt.',
      next: 'Vous pouvez dès maintenant créer ses boîtes mail et ses alias dans La Régie.',
      action: 'Ouvrir le domaine',
    },
    mail_domain_action_required: {
      subject: '[La Suite] Des actions sont requises sur votre domaine',
      preview: 'Des réglages de {{domain}} sont absents ou incorrects.',
      title: 'Des actions sont requises sur votre domaine',
      state:
        'Le domaine de messagerie {{domain}} ne peut pas encore fonctionner\u00a0: certains de ses réglages sont absents ou incorrects, et vous pouvez les corriger.',
      next: 'Ouvrez le domaine dans La Régie pour voir ce qui est attendu. Une fois les corrections faites, relancez la vérification depuis la même page.',
      action: 'Voir les actions requises',
    },
    mail_domain_failed: {
      subject: '[La Suite] Votre domaine est en erreur',
      preview: 'Notre équipe d’assistance s’occupe de {{domain}}.',
      title: 'Votre domaine est en erreur',
      state:
        'La dernière vérification du domaine de messagerie {{domain}} a révélé une erreur que vous ne pouvez pas corriger vous-même. Notre équipe d’assistance s’en occupe.',
      next: 'En attendant, les boîtes mail de ce domaine restent désactivées. Nous vous écrirons dès que le domaine sera prêt.',
      action: 'Ouvrir le domaine',
    },
    mailbox_created: {
      subject: 'Informations sur votre nouvelle boîte mail',
      preview: 'Votre boîte mail {{address}} a été créée.',
      title: 'Votre nouvelle boîte mail',
      created: 'Votre boîte mail a été créée.',
      address_label: 'Adresse\u00a0:',
      first_sign_in: 'Suivez ce lien pour vous connecter la première fois.',
      action: 'Se connecter à ma boîte mail',
      personal:
        'Ce lien est personnel et ne fonctionne que pendant un temps limité\u00a0: ne transférez pas ce message.',
      signature: 'L’équipe de la messagerie',
    },
    mailbox_created_with_password: {
      subject: 'Informations sur votre nouvelle boîte mail',
      preview: 'Votre boîte mail {{address}} a été créée.',
      title: 'Votre nouvelle boîte mail',
      created: 'Votre boîte mail a été créée.',
      address_label: 'Adresse\u00a0:',
      password_label: 'Mot de passe\u00a0:',
      first_sign_in: 'Suivez ce lien pour vous connecter la première fois, puis changez ce mot de passe.',
      action: 'Se connecter à ma boîte mail',
      personal: 'Ce lien et ce mot de passe sont personnels\u00a0: ne transférez pas ce message.',
      signature: 'L’équipe de la messagerie',
    },
    password_reset: {
      subject: 'Votre mot de passe a été mis à jour',
      preview: 'Un mot de passe temporaire pour {{address}}.',
      title: 'Votre mot de passe a été mis à jour',
      reset: 'Le mot de passe de votre boîte mail vient d’être remplacé.',
      address_label: 'Adresse\u00a0:',
      password_label: 'Mot de passe temporaire\u00a0:',
      temporary: 'Connectez-vous avec ce mot de passe temporaire, puis choisissez-en un nouveau.',
      action: 'Ouvrir ma boîte mail',
      unexpected:
        'Si vous n’attendiez pas ce changement, prévenez la personne qui gère votre domaine de messagerie.',
      signature: 'L’équipe de la messagerie',
    },
    login_link: {
      subject: 'Voici votre lien de connexion',
      preview: 'Connectez-vous à {{address}}.',
      title: 'Votre lien de connexion',
      sign_in: 'Suivez ce lien pour vous connecter à votre boîte mail.',
      address_label: 'Adresse\u00a0:',
      action: 'Se connecter à ma boîte mail',
      personal:
        'Ce lien est personnel et ne fonctionne que pendant un temps limité\u00a0: ne transférez pas ce message.',
      unexpected:
        'Si vous n’attendiez pas ce lien, prévenez la personne qui gère votre domaine de messagerie.',
      signature: 'L’équipe de la messagerie',
    },
    account_recognized: {
      subject: '[La Suite] Votre compte est utilisé avec un nouvel identifiant',
      preview: 'Une connexion à La Régie a eu lieu avec l’adresse {{address}}.',
      title: 'Votre compte a un nouvel identifiant',
      state:
        'Une personne vient de se connecter à La Régie avec l’adresse {{address}} et un identifiant que nous ne connaissions pas. Comme le service de connexion garantit cette adresse, votre compte est désormais rattaché à cet identifiant, et ses autres sessions ont été fermées.',
      next: 'Si c’était vous, par exemple après un changement de service de connexion, vous n’avez rien à faire. Sinon, prévenez immédiatement le support de votre administration\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Ouvrir La Régie',
    },
    organization_claim_received: {
      subject: '[La Suite] Votre demande pour administrer votre organisation',
      preview: 'Votre demande pour {{organization}} est enregistrée.',
      title: 'Votre demande est enregistrée',
      state: 'Vous avez demandé à administrer l’organisation «\u00a0{{organization}}\u00a0» dans La Régie.',
      next: 'L’équipe de La Régie va examiner votre demande, et nous vous écrirons dès qu’une décision sera prise. D’ici là, vous pouvez la retirer.',
      action: 'Ouvrir La Régie',
    },
    organization_claim_approved: {
      subject: '[La Suite] Vous administrez maintenant votre organisation',
      preview: 'Votre demande pour {{organization}} est acceptée.',
      title: 'Votre demande est acceptée',
      state:
        'Vous êtes maintenant administrateur ou administratrice de l’organisation «\u00a0{{organization}}\u00a0» dans La Régie.',
      next: 'Vous pouvez la renommer, et nommer d’autres administrateurs parmi ses membres.',
      action: 'Ouvrir La Régie',
    },
    organization_claim_rejected: {
      subject: '[La Suite] Votre demande pour administrer votre organisation est refusée',
      preview: 'Votre demande pour {{organization}} est refusée.',
      title: 'Votre demande est refusée',
      state:
        'Votre demande pour administrer l’organisation «\u00a0{{organization}}\u00a0» dans La Régie est refusée.',
      next: 'Si vous pensez qu’il s’agit d’une erreur, faites une nouvelle demande en précisant vos fonctions.',
      action: 'Ouvrir La Régie',
    },
    organization_claim_superseded: {
      subject: '[La Suite] Votre organisation a un administrateur',
      preview: 'Un autre membre administre maintenant {{organization}}.',
      title: 'Votre organisation a un administrateur',
      state:
        'Un autre membre administre maintenant l’organisation «\u00a0{{organization}}\u00a0» dans La Régie\u00a0: votre demande est close.',
      next: 'Cette personne peut nommer d’autres administrateurs. La Régie vous indique de qui il s’agit.',
      action: 'Ouvrir La Régie',
    },
    organization_claim_filed: {
      subject: '[La Suite] Une demande pour administrer une organisation',
      preview: 'Une demande pour {{organization}} attend une décision.',
      title: 'Une demande attend une décision',
      state:
        '{{claimant}} demande à administrer l’organisation «\u00a0{{organization}}\u00a0», que personne n’administre encore.',
      reason_label: 'Motif donné\u00a0:',
      next: 'Acceptez ou refusez cette demande dans La Régie\u00a0: la personne en sera informée par e-mail.',
      action: 'Ouvrir La Régie',
    },
  },
};
