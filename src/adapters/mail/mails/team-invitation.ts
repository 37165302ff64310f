import { defineMail } from '../layouts/define-mail.ts';
import { INVITATION } from '../layouts/invitation.ts';

/** To a person invited into a team. */
export const teamInvitation = defineMail({
  sample: {
    kind: 'team_invitation',
    team: 'Équipe « Accueil & état civil »',
    role: 'owner',
    link: 'https://regie.example.fr/',
  },
  body: INVITATION,
  texts: {
    'en-us': {
      subject: '[La Suite] You have been invited to become {{role.name}} of a group',
      preview: 'Join the group “{{team}}” in La Régie.',
      title: 'You are invited to a group',
      invitation: 'You have been invited to become {{role.name}} of the group “{{team}}” in La Régie.',
      sign_in:
        'To join the group, sign in to La Régie through ProConnect with the e-mail address that received this message.',
      action: 'Sign in to La Régie',
      unexpected: 'If you were not expecting this invitation, you can ignore this message.',
    },
    'fr-fr': {
      subject: "[La Suite] Vous avez été invité(e) à être {{role.name}} d'un groupe",
      preview: 'Rejoignez le groupe «\u00a0{{team}}\u00a0» dans La Régie.',
      title: 'Vous êtes invité(e) dans un groupe',
      invitation:
        'Vous avez été invité(e) à devenir {{role.name}} du groupe «\u00a0{{team}}\u00a0» dans La Régie.',
      sign_in:
        'Pour rejoindre ce groupe, connectez-vous à La Régie avec ProConnect, en utilisant l’adresse e-mail à laquelle vous avez reçu ce message.',
      action: 'Se connecter à La Régie',
      unexpected: 'Si vous n’attendiez pas cette invitation, vous pouvez ignorer ce message.',
    },
  },
  words: {
    'en-us': {
      role: {
        member: { name: 'a member', meaning: 'A member sees the group and the people in it.' },
        administrator: {
          name: 'an administrator',
          meaning: 'An administrator can rename the group, add and remove people and choose their roles.',
        },
        owner: {
          name: 'an owner',
          meaning:
            'An owner can do everything in the group: manage its people and their roles, rename it and delete it.',
        },
      },
    },
    'fr-fr': {
      role: {
        member: { name: 'membre', meaning: 'Un membre voit le groupe et les personnes qui en font partie.' },
        administrator: {
          name: 'administrateur',
          meaning:
            'Un administrateur peut renommer le groupe, ajouter ou retirer des personnes et choisir leur rôle.',
        },
        owner: {
          name: 'propriétaire',
          meaning:
            'Un propriétaire peut tout faire dans le groupe\u00a0: gérer les personnes et leur rôle, le renommer et le supprimer.',
        },
      },
    },
  },
});
