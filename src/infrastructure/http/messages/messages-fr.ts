import type { MessageKey } from './messages-en.ts';

/** French texts; what the contract keeps in English is not here. */
export const MESSAGES_FR: Partial<Record<MessageKey, string>> = {
  required: 'Ce champ est obligatoire.',
  blank: 'Ce champ ne peut être vide.',
  null: 'Ce champ ne peut être nul.',
  too_long: 'Assurez-vous que ce champ comporte au plus {max} caractères.',
  null_characters: 'Le caractère nul n’est pas autorisé.',
  invalid_email: 'Saisissez une adresse e-mail valide.',
  invalid_value: 'Saisissez une valeur valide.',
  invalid_uuid: 'La valeur « {value} » n’est pas un UUID valide.',
  invalid_pk: "Clé primaire « {value} » non valide - l'objet n'existe pas.",
  invalid_json: 'La valeur doit être un JSON valide.',
  invalid_data: 'Donnée non valide. Attendait un dictionnaire, a reçu {type}.',
  unsupported_media_type: 'Type de média « {type} » non supporté.',
  method_not_allowed: 'Méthode « {method} » non autorisée.',
  not_acceptable: "L'en-tête « Accept » n'a pas pu être satisfaite.",
  not_authenticated: "Informations d'authentification non fournies.",
  forbidden: "Vous n'avez pas la permission d'effectuer cette action.",
  not_found: 'Pas trouvé.',
  invalid_page: 'Page non valide.',
  unique: 'Un objet {model} avec ce champ {label} existe déjà.',
  unique_together: 'Un objet {model} avec ces champs {labels} existe déjà.',
  body_too_large: 'Le corps de la requête est trop grand.',
  server_error: 'Une erreur est survenue sur le serveur.',
  and: 'et',
  domain_name_invalid: 'Saisissez un nom de domaine valide.',
  domain_disabled: 'Vous ne pouvez ni créer ni modifier une boîte mail dans un domaine désactivé.',
  secondary_email_needed:
    'La connexion par lien demande une adresse e-mail secondaire. Ajoutez une adresse secondaire valide avant de réessayer.',
  provisioner_refused: 'Le service de messagerie a refusé la demande : {reason}',
  provisioner_unavailable: 'Le service de messagerie est indisponible pour le moment. Réessayez plus tard.',
  provisioner_forbidden: 'Le service de messagerie refuse nos demandes. L’équipe de support est prévenue.',
  provisioner_not_found:
    'Le service de messagerie ne connaît pas ce domaine ou cette boîte. Une vérification est en cours.',
  provisioner_unexpected: 'Le service de messagerie a donné une réponse incompréhensible.',
  identity_provider_unavailable:
    'Le service de connexion est indisponible pour le moment. Réessayez plus tard.',
  identity_provider_unexpected: 'Le service de connexion a donné une réponse incompréhensible.',
  upstream_unavailable: 'Un autre service est indisponible pour le moment. Réessayez plus tard.',
  contact_override_unowned: 'Un contact qui en remplace un autre doit avoir un propriétaire.',
  contact_overrides_itself: 'Un contact ne peut pas se remplacer lui-même.',
  contact_overrides_override:
    'Un contact ne peut pas remplacer un contact qui en remplace lui-même un autre.',
  contact_profile_not_owned: 'On ne peut déclarer comme profil qu’un contact que l’on possède.',
};
