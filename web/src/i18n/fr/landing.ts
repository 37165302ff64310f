export const landing = {
  title: 'Connexion',
  heading: 'Administrez vos domaines de messagerie',
  pitch:
    'Ajoutez les domaines de votre organisation, créez des boîtes et des alias, et décidez à plusieurs de qui administre quoi.',
  points: {
    domains: 'Vos domaines, avec chaque enregistrement DNS expliqué et vérifié',
    mailboxes: 'Des boîtes et des alias, pour les personnes et pour les services',
    access: 'Des collègues invités dans le rôle qu’il leur faut',
  },
  what: 'Qu’est-ce que ProConnect ?',
  signIn: 'Se connecter',
  refused: {
    title: 'Vous n’avez pas pu être connecté',
    text: 'La connexion n’a pas abouti. Vous pouvez réessayer, ou utiliser un autre compte.',
    again: 'Se connecter à nouveau',
    reasons: {
      refused:
        'Vous avez interrompu la connexion, ou votre compte ne peut pas utiliser ce service. Si cela vous étonne, adressez-vous à un administrateur de votre organisation.',
      identity_provider_unavailable:
        'Le service d’identité ne répond pas pour le moment. Réessayez plus tard.',
      identity_provider_unexpected:
        'Le service d’identité a donné une réponse inutilisable. Les personnes qui gèrent ce service sont prévenues.',
      other: 'La connexion n’a pas été terminée à temps, ou l’a été dans une autre fenêtre. Recommencez.',
    },
  },
  signedOut: {
    title: 'Vous êtes déconnecté',
    text: 'Vous pouvez fermer cette fenêtre. Sur un appareil partagé, fermez aussi le navigateur.',
    again: 'Se connecter à nouveau',
  },
  signedIn: {
    title: 'Vous êtes connecté',
    text: 'Vous pouvez fermer cette fenêtre et continuer là où vous en étiez.',
    close: 'Fermer cette fenêtre',
  },
  noOrganization: {
    title: 'Pas encore d’organisation',
    text: 'Votre compte n’appartient à aucune organisation ici : votre fournisseur d’identité n’en a indiqué aucune. Vous pouvez utiliser ce à quoi vous êtes invité. Pour administrer la messagerie d’une organisation, demandez aux personnes qui gèrent ce service d’y rattacher votre compte.',
  },
};
