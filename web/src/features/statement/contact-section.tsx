import { useTranslation } from 'react-i18next';
import { ExternalLink } from '../../kit/action/external-link.tsx';
import { useConfig } from '../../lib/console-config.ts';

/** Whom to tell of what cannot be used. */
export function ContactSection() {
  const { t } = useTranslation();
  const { statement, links } = useConfig();
  const contact = statement.contact ?? links.help;
  return (
    <section>
      <h2>{t('statement.contact')}</h2>
      <p>{t('statement.contactText')}</p>
      <p>
        {contact === null ? (
          t('statement.contactUnknown')
        ) : contact.startsWith('http') ? (
          <ExternalLink href={contact}>{t('statement.contactForm')}</ExternalLink>
        ) : (
          <a href={`mailto:${contact}`}>{contact}</a>
        )}
      </p>
    </section>
  );
}
