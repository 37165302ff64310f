import { useTranslation } from 'react-i18next';
import { ExternalLink } from '../../kit/action/external-link.tsx';

const FORM = 'https://formulaire.defenseurdesdroits.fr/';
const DELEGATES = 'https://www.defenseurdesdroits.fr/saisir/delegues';

/** Where people turn to who told us of something and were not helped: the words are those that the law wants. */
export function AppealSection() {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('statement.appeal')}</h2>
      <p>{t('statement.appealText')}</p>
      <ul className="bullets">
        <li>
          <ExternalLink href={FORM}>{t('statement.appealForm')}</ExternalLink>
        </li>
        <li>
          <ExternalLink href={DELEGATES}>{t('statement.appealDelegate')}</ExternalLink>
        </li>
        <li>
          {t('statement.appealPost')}{' '}
          <span lang="fr">Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07</span>
        </li>
      </ul>
    </section>
  );
}
