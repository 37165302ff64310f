import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import type { Alias } from '../alias.ts';
import { DestinationItem } from './destination-item.tsx';

type Props = { readonly alias: Alias; readonly reason: string };

/** Where mail of an alias goes: the first of its destinations, and all when somebody wants to see them. */
export function AliasDestinations({ alias, reason }: Props) {
  const { t } = useTranslation();
  const { slug } = useDomain();
  const [isWhole, setWhole] = useState(false);
  const whole = useQuery(
    trpc.aliases.byLocalPart.queryOptions(
      { domainSlug: slug, localPart: alias.localPart },
      { enabled: isWhole },
    ),
  );
  const shown = (isWhole ? whole.data?.items[0] : undefined) ?? alias;
  const rest = alias.destinationCount - alias.destinations.length;
  return (
    <>
      <ul className="destinations" aria-label={t('aliases.destinationsOf', { alias: alias.displayAddress })}>
        {shown.destinations.map((destination) => (
          <DestinationItem
            key={destination.destination}
            alias={shown}
            destination={destination}
            reason={reason}
          />
        ))}
      </ul>
      {isWhole && whole.error !== null ? <FailureNotice error={whole.error} /> : null}
      {rest > 0 && shown === alias ? (
        <Button
          size="small"
          variant="tertiary"
          icon="chevron"
          isBusy={isWhole && whole.isPending}
          onClick={() => setWhole(true)}
        >
          {t('aliases.showRest', { count: rest })}
        </Button>
      ) : null}
    </>
  );
}
