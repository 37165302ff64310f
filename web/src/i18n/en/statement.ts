export const statement = {
  title: 'Accessibility statement',
  intro:
    'This statement is about {{name}}, under article 47 of the French law no. 2005-102 of 11 February 2005.',
  introOf:
    '{{publisher}} undertakes to make its services accessible, under article 47 of the French law no. 2005-102 of 11 February 2005. This statement is about {{name}}.',
  date: 'It was made on {{date}}.',
  state: 'State of conformity',
  states: {
    full: '{{name}} fully complies with the general framework for improving accessibility (RGAA), version 4.1.',
    partial:
      '{{name}} partially complies with the general framework for improving accessibility (RGAA), version 4.1, for the reasons below.',
    not_compliant:
      '{{name}} does not comply with the general framework for improving accessibility (RGAA), version 4.1. The reasons known are below.',
  },
  audited: 'An audit found that {{rate}} of its criteria are met.',
  notAudited: 'No audit has been made yet.',
  gaps: 'What is not accessible',
  gapsText: 'These parts cannot be used by everybody:',
  gapsUnknown: 'They have not been listed yet.',
  plan: 'Plan',
  planLink: 'Plan for accessibility over several years',
  contact: 'Tell us, and get help',
  contactText:
    'If you cannot use a part of this service, tell us: you will be led to an accessible way, or get what you need in another form.',
  contactForm: 'Write to those who run this service',
  contactUnknown: 'Those who run this service have not said yet how to reach them.',
  appeal: 'Right of appeal',
  appealText:
    'If you told those who run this service of a fault in accessibility that keeps you from using a part of it, and got no satisfactory answer, you can turn to the French Defender of Rights (Défenseur des droits):',
  appealForm: 'Write to the Defender of Rights',
  appealDelegate: 'Meet the delegate of the Defender of Rights in your region',
  appealPost: 'Send a letter by post, free of charge, without a stamp:',
};
