import { CONSOLE_THEMES, SIGN_IN_BUTTONS } from '../../console/console-config.ts';
import { CONFORMITIES, USUAL_ACCENT, USUAL_NAME } from '../../pages/kit/page-look.ts';
import { optionalContact } from '../addresses/contact-link.ts';
import { optionalServicesAddress } from '../addresses/services-address.ts';
import { accentColour } from '../values/accent-colour.ts';
import { day } from '../values/day.ts';
import { optionalLogo } from '../values/logo.ts';
import { percentage } from '../values/percentage.ts';
import { sentences } from '../values/sentences.ts';
import { choice, optional, optionalCustom, optionalUrl, text } from '../values/variable.ts';

/** Variables of how pages and the console look, and of what they lead to. */
export const PAGE_VARIABLES = {
  PAGES_NAME: text(USUAL_NAME, {
    description: 'Name that people know this service by, above each page of ours and in its title',
  }),
  PAGES_ACCENT_COLOR: accentColour(USUAL_ACCENT, {
    description:
      'Colour of buttons and links on pages, as #000091; dark enough to be read on white, the dark theme has a lighter one of it',
  }),
  PAGES_LOGO: optionalLogo({
    description:
      'Picture before the name: its https address, from which browsers then load it, or the picture itself as data:image/svg+xml;base64,…',
    otherwise: 'the name stands alone',
  }),
  PAGES_HELP_URL: optionalUrl({ description: 'Page for those who need help, linked at the end of pages' }),
  PAGES_LEGAL_URL: optionalUrl({ description: 'Legal notice, linked there' }),
  PAGES_ACCESSIBILITY_URL: optionalUrl({
    description: 'Accessibility declaration, linked there',
    otherwise: 'our own statement, /console/accessibility, which the settings below fill in',
  }),
  PAGES_ACCESSIBILITY: choice(CONFORMITIES, 'not_compliant', {
    description: 'What that declaration says of the conformity of pages (RGAA), in the words of the link',
  }),
  PAGES_ACCESSIBILITY_PUBLISHER: optional({
    description: 'Who answers for the statement: the administration that offers this service',
    otherwise: 'the statement names the service alone',
  }),
  PAGES_ACCESSIBILITY_DATE: optionalCustom(
    { description: 'Day of the statement, as YYYY-MM-DD', otherwise: 'the statement has no date' },
    day,
  ),
  PAGES_ACCESSIBILITY_RATE: optionalCustom(
    {
      description: 'Percentage of the criteria of the RGAA that an audit found met',
      otherwise: 'the statement says that there was no audit',
    },
    percentage,
  ),
  PAGES_ACCESSIBILITY_GAPS_FR: sentences({
    description: 'What is not accessible, in French: sentences separated by |',
    otherwise: 'the statement lists nothing',
  }),
  PAGES_ACCESSIBILITY_GAPS_EN: sentences({ description: 'The same in English' }),
  PAGES_ACCESSIBILITY_CONTACT: optionalContact({
    description: 'Whom to tell of what cannot be used: an e-mail address, or the https address of a form',
    otherwise: 'the statement leads to PAGES_HELP_URL',
  }),
  PAGES_ACCESSIBILITY_PLAN_URL: optionalUrl({ description: 'Plan for accessibility over several years' }),
  CONSOLE_THEME: choice(CONSOLE_THEMES, 'default', {
    description:
      'Look of the console: default, white label; dsfr, reserved to services of the State; or anct',
  }),
  CONSOLE_SIGN_IN_BUTTON: choice(SIGN_IN_BUTTONS, 'proconnect', {
    description:
      'What leads to the identity provider: proconnect, the button that ProConnect wants for itself; or plain',
  }),
  CONSOLE_SERVICES_URL: optionalServicesAddress({
    description:
      'Address of the list of services of La Suite, as JSON ({"services": [{"name", "url"}]}), which the menu of services in the header then shows; it has to allow our origin (CORS)',
    otherwise: 'there is no such menu, and browsers ask no foreign address',
  }),
  CONSOLE_FOLDER: optional({
    description: 'Folder of the built console',
    otherwise: 'that of the build, dist/console',
  }),
};
