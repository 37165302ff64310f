import type { Language } from '../../../domain/shared/language.ts';

type Texts = Readonly<{
  heading: string;
  wanted: string;
  wantedBy: (service: string) => string;
  why: string;
  howLong: string;
  ifLost: string;
  account: string;
  toList: string;
  back: string;
  formExpired: string;
  slowedDown: (wait: string) => string;
}>;

type ProofTexts = Readonly<{
  heading: string;
  why: string;
  mailed: (address: string) => string;
  send: string;
  sent: (address: string) => string;
  howLong: string;
  code: string;
  codeHint: string;
  check: string;
  again: string;
  againAbout: string;
  orLink: string;
  linkAbout: string;
  link: string;
  linkHint: string;
  useLink: string;
  linkOpened: string;
  none: string;
  leadsBack: string;
  writtenByOwner: string;
  askAdministrator: string;
  codeMissing: string;
  codeWrong: string;
  codeOver: string;
  linkMissing: string;
  linkRefused: string;
}>;

type WayTexts = Readonly<{
  heading: string;
  passkey: string;
  passkeyAbout: string;
  passkeyLost: string;
  choosePasskey: string;
  totp: string;
  totpAbout: string;
  totpLost: string;
  chooseTotp: string;
  tooMany: string;
}>;

/** What the pages of an enrolment say first, and in common. */
export const ENROLMENT_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    heading: 'Add a second factor',
    wanted: 'Your administration lets you in only with a second factor.',
    wantedBy: (service) => `To go on to ${service}, you need a second factor.`,
    why: 'A password can be guessed, stolen or given away by mistake. With a second factor it is not enough: whoever knows it does not get in.',
    howLong: 'It takes about two minutes. You need your telephone, your computer or a security key.',
    ifLost:
      'If you lose the device, recovery codes let you in: you are shown them when you add the first one, to be printed. Without them, the person who manages your mail domain can help.',
    account: 'Your account:',
    toList: 'Back to your second factor',
    back: 'Back',
    formExpired:
      'This page was open for too long, or was not sent from here. Nothing was changed: try again.',
    slowedDown: (wait) => `There were too many attempts. Try again in ${wait}.`,
  },
  'fr-fr': {
    heading: 'Ajouter un second facteur',
    wanted: 'Votre administration ne vous laisse entrer qu’avec un second facteur.',
    wantedBy: (service) => `Pour accéder à ${service}, il vous faut un second facteur.`,
    why: 'Un mot de passe peut être deviné, volé ou donné par erreur. Avec un second facteur, il ne suffit plus\u00a0: qui le connaît n’entre pas.',
    howLong: 'Il faut environ deux minutes, et votre téléphone, votre ordinateur ou une clé de sécurité.',
    ifLost:
      'Si vous perdez l’appareil, des codes de secours vous laissent entrer\u00a0: ils vous sont montrés à l’ajout du premier, à imprimer. Sans eux, la personne qui gère votre domaine de messagerie peut vous aider.',
    account: 'Votre compte\u00a0:',
    toList: 'Revenir à votre second facteur',
    back: 'Retour',
    formExpired:
      'Cette page est restée ouverte trop longtemps, ou n’a pas été envoyée d’ici. Rien n’a été changé\u00a0: réessayez.',
    slowedDown: (wait) => `Il y a eu trop d’essais. Réessayez dans ${wait}.`,
  },
};

/** How somebody shows that they are the owner, before they add a first factor. */
export const PROOF_TEXTS: Readonly<Record<Language, ProofTexts>> = {
  'en-us': {
    heading: 'First, show that it is you',
    why: 'So that nobody who has only got hold of your password can add a factor in your place.',
    mailed: (address) => `We mail a code to your secondary address, ${address}.`,
    send: 'Mail me the code',
    sent: (address) => `A code is on its way to your secondary address, ${address}.`,
    howLong: 'It is good for 10 minutes, in this browser only. Look among unwanted mail too.',
    code: 'Code from the mail',
    codeHint: 'Eight digits',
    check: 'Go on',
    again: 'Mail me another code',
    againAbout: 'Nothing came? Another code ends the one before.',
    orLink: 'You do not read that address any more?',
    linkAbout:
      'Ask the person who manages your mail domain for a link to add a second factor. Open it in this browser, or paste it here.',
    link: 'Link from the person who manages your domain',
    linkHint: 'It works once, for three days',
    useLink: 'Use this link',
    linkOpened: 'You opened a link that the person who manages your mail domain gave you.',
    none: 'We know no address of yours outside this mailbox to which a code could be mailed.',
    leadsBack:
      'Mail to your secondary address comes into this mailbox itself, so a code sent there would prove nothing.',
    writtenByOwner:
      'Your secondary address was changed in your own account a short while ago. A code can be mailed there from then on:',
    askAdministrator:
      'Ask the person who manages your mail domain for a link to add a second factor: by telephone, or face to face. Open it in this browser, or paste it here.',
    codeMissing: 'Enter the eight digits of the mail',
    codeWrong: 'This is not the code that was mailed',
    codeOver: 'That code is good no more. Have another one mailed.',
    linkMissing: 'Paste the link that you were given',
    linkRefused: 'This link is not for your account, was used already, or is too old. Ask for another one.',
  },
  'fr-fr': {
    heading: 'D’abord, montrez que c’est vous',
    why: 'Ainsi, qui se serait seulement procuré votre mot de passe ne peut pas ajouter un facteur à votre place.',
    mailed: (address) => `Nous envoyons un code à votre adresse secondaire, ${address}.`,
    send: 'M’envoyer le code',
    sent: (address) => `Un code vient d’être envoyé à votre adresse secondaire, ${address}.`,
    howLong: 'Il est valable 10 minutes, dans ce navigateur seulement. Regardez aussi dans les indésirables.',
    code: 'Code reçu par courriel',
    codeHint: 'Huit chiffres',
    check: 'Continuer',
    again: 'M’envoyer un autre code',
    againAbout: 'Rien n’est arrivé\u00a0? Un autre code met fin au précédent.',
    orLink: 'Vous ne lisez plus cette adresse\u00a0?',
    linkAbout:
      'Demandez à la personne qui gère votre domaine de messagerie un lien pour ajouter un second facteur. Ouvrez-le dans ce navigateur, ou collez-le ici.',
    link: 'Lien donné par la personne qui gère votre domaine',
    linkHint: 'Il fonctionne une fois, pendant trois jours',
    useLink: 'Utiliser ce lien',
    linkOpened: 'Vous avez ouvert un lien que la personne qui gère votre domaine de messagerie vous a donné.',
    none: 'Nous ne vous connaissons aucune adresse hors de cette boîte à laquelle envoyer un code.',
    leadsBack:
      'Le courrier envoyé à votre adresse secondaire arrive dans cette boîte même\u00a0: un code qui y serait envoyé ne prouverait rien.',
    writtenByOwner:
      'Votre adresse secondaire a été changée il y a peu depuis votre propre compte. Un code pourra y être envoyé à partir de ce moment\u00a0:',
    askAdministrator:
      'Demandez à la personne qui gère votre domaine de messagerie un lien pour ajouter un second facteur, par téléphone ou de vive voix. Ouvrez-le dans ce navigateur, ou collez-le ici.',
    codeMissing: 'Saisissez les huit chiffres reçus par courriel',
    codeWrong: 'Ce n’est pas le code qui a été envoyé',
    codeOver: 'Ce code n’est plus valable. Faites-en envoyer un autre.',
    linkMissing: 'Collez le lien qui vous a été donné',
    linkRefused:
      'Ce lien n’est pas pour votre compte, a déjà servi ou est trop ancien. Demandez-en un autre.',
  },
};

/** What there is to choose from. */
export const WAY_TEXTS: Readonly<Record<Language, WayTexts>> = {
  'en-us': {
    heading: 'Which one?',
    passkey: 'A passkey',
    passkeyAbout:
      'Your telephone or computer knows you by your fingerprint, your face or its code; or you use a security key. The quickest way, and nobody can trick you out of it.',
    passkeyLost: 'Many telephones keep a copy, which a new one gets back.',
    choosePasskey: 'Add a passkey',
    totp: 'An authenticator application',
    totpAbout:
      'An application of your telephone shows six digits, which you type after your password. It works without network, and without any particular brand: FreeOTP, Aegis, Google Authenticator, Microsoft Authenticator and others.',
    totpLost: 'On a new telephone, it has to be added again.',
    chooseTotp: 'Add an application',
    tooMany: 'You have ten of them already, which is as many as there can be. Remove one first.',
  },
  'fr-fr': {
    heading: 'Lequel\u00a0?',
    passkey: 'Une clé d’accès (passkey)',
    passkeyAbout:
      'Votre téléphone ou votre ordinateur vous reconnaît à votre empreinte, votre visage ou son code\u00a0; ou vous utilisez une clé de sécurité. C’est le plus rapide, et personne ne peut vous la soutirer.',
    passkeyLost: 'Beaucoup de téléphones en gardent une copie, qu’un nouvel appareil retrouve.',
    choosePasskey: 'Ajouter une clé d’accès',
    totp: 'Une application d’authentification',
    totpAbout:
      'Une application de votre téléphone affiche six chiffres, que vous saisissez après votre mot de passe. Elle fonctionne sans réseau, et peu importe laquelle\u00a0: FreeOTP, Aegis, Google Authenticator, Microsoft Authenticator ou une autre.',
    totpLost: 'Sur un nouveau téléphone, elle est à ajouter de nouveau.',
    chooseTotp: 'Ajouter une application',
    tooMany: 'Vous en avez déjà dix, le nombre le plus grand possible. Retirez-en un d’abord.',
  },
};
