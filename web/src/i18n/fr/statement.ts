export const statement = {
  title: 'Déclaration d’accessibilité',
  intro:
    'Cette déclaration s’applique à {{name}}, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.',
  introOf:
    '{{publisher}} s’engage à rendre ses services accessibles, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration s’applique à {{name}}.',
  date: 'Elle a été établie le {{date}}.',
  state: 'État de conformité',
  states: {
    full: '{{name}} est totalement conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.',
    partial:
      '{{name}} est partiellement conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1, en raison de ce qui est énuméré ci-dessous.',
    not_compliant:
      '{{name}} n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1. Les raisons connues sont énumérées ci-dessous.',
  },
  audited: 'Un audit a constaté que {{rate}} de ses critères sont respectés.',
  notAudited: 'Aucun audit n’a encore été réalisé.',
  gaps: 'Contenus non accessibles',
  gapsText: 'Ces contenus ne peuvent pas être utilisés par tous :',
  gapsUnknown: 'Ils n’ont pas encore été énumérés.',
  plan: 'Schéma pluriannuel',
  planLink: 'Schéma pluriannuel de mise en accessibilité',
  contact: 'Retour d’information et contact',
  contactText:
    'Si vous n’arrivez pas à accéder à un contenu ou à un service, dites-le : vous serez orienté vers une alternative accessible, ou obtiendrez le contenu sous une autre forme.',
  contactForm: 'Écrire à ceux qui font fonctionner ce service',
  contactUnknown: 'Ceux qui font fonctionner ce service n’ont pas encore dit comment les joindre.',
  appeal: 'Voies de recours',
  appealText:
    'Si vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un service, et n’avez pas obtenu de réponse satisfaisante, vous pouvez :',
  appealForm: 'Écrire un message au Défenseur des droits',
  appealDelegate: 'Contacter le délégué du Défenseur des droits dans votre région',
  appealPost: 'Envoyer un courrier par la poste, gratuit, sans affranchissement :',
};
