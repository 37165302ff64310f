import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { isEmailDomain } from '../../../domain/shared/email-address.ts';
import { custom, type VariableMeta } from '../values/variable.ts';

/** Domains of e-mail addresses separated by commas, in the form in which they are compared: their DNS form. */
export const mailDomains = (meta: VariableMeta) =>
  custom('', meta, (written): readonly string[] => {
    const domains = written
      .split(',')
      .map((item) => normalizeDomain(item.trim().replace(/^@/, '')))
      .filter((item) => item !== '');
    const wrong = domains.find((domain) => !isEmailDomain(domain));
    if (wrong !== undefined) throw new Error(`${wrong} is not a domain of e-mail addresses`);
    return domains;
  });
