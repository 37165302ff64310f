import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { isEmailDomain } from '../../../domain/shared/email-address.ts';
import { custom, itemsOf, type VariableMeta } from '../values/variable.ts';

/** Domains of e-mail addresses separated by commas, in the form in which they are compared: their DNS form. */
export const mailDomains = (meta: VariableMeta) =>
  custom('', meta, (written): readonly string[] => {
    const domains = itemsOf(written).map((item) => normalizeDomain(item.replace(/^@/, '')));
    const wrong = domains.find((domain) => !isEmailDomain(domain));
    if (wrong !== undefined) throw new Error(`${wrong} is not a domain of e-mail addresses`);
    return domains;
  });
