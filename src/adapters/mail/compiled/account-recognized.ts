// Made by "npm run generate" from the templates folder: change those, not this file.
import type { Language } from '../../../domain/shared/language.ts';
import type { CompiledMail } from '../mail-template.ts';

export const ACCOUNT_RECOGNIZED: Readonly<Record<Language, CompiledMail>> = {
  'en-us': {
    subject: "[La Suite] Your account is now used with a new identifier",
    text: `Your account has a new identifier

Hello,

Somebody has just signed in to La Régie with the address {{address}} and an identifier that we did not know. As the sign-in service vouches for this address, your account now belongs to this identifier, and its other sessions have been closed.

If this was you, for example after a change of sign-in service, there is nothing to do. If it was not you, tell the support of your administration at once: somebody may be using your identity.

Open La Régie
{{link}}

The La Régie team

-- 
La Régie is the service of La Suite where public administrations manage their groups, mail domains and mailboxes.

This message was sent automatically: nobody reads the replies.
`,
    html: `<!doctype html>
<html lang="en" dir="auto" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>[La Suite] Your account is now used with a new identifier</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
</head>
<body style="word-spacing:normal;background-color:#f6f6f6;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">Somebody signed in to La Régie with the address {{address}}.</div>
<div aria-label="[La Suite] Your account is now used with a new identifier" aria-roledescription="email" role="article" lang="en" dir="auto" style="word-spacing:normal;background-color:#f6f6f6;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="html-only-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#f6f6f6" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="html-only" style="background:#f6f6f6;background-color:#f6f6f6;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#f6f6f6;background-color:#f6f6f6;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:24px 8px 16px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:584px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:20px;font-weight:bold;line-height:24px;text-align:left;color:#000091;">La Régie</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 8px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:584px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;"><h1 style="margin: 0; font-size: 24px; line-height: 32px; color: #161616;">Your account has a new identifier</h1></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">Hello,</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">Somebody has just signed in to La Régie with the address {{address}} and an identifier that we did not know. As the sign-in service vouches for this address, your account now belongs to this identifier, and its other sessions have been closed.</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">If this was you, for example after a change of sign-in service, there is nothing to do. If it was not you, tell the support of your administration at once: somebody may be using your identity.</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:16px 24px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td align="center" bgcolor="#000091" role="presentation" style="border:none;border-radius:4px;cursor:auto;mso-padding-alt:12px 24px;background:#000091;" valign="middle">
<a href="{{link}}" style="overflow-wrap: anywhere; display: inline-block; background: #000091; color: #ffffff; font-family: Arial, Helvetica, sans-serif; font-size: 16px; font-weight: bold; line-height: 120%; margin: 0; text-decoration: none; text-transform: none; padding: 12px 24px; mso-padding-alt: 0px; border-radius: 4px;" target="_blank">
Open La Régie
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td align="left" class="html-only" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#3a3a3a;">If the button does not work, copy this address into your browser:<br><a href="{{link}}" target="_blank" style="color: #000091; overflow-wrap: anywhere;">{{link}}</a></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">The La Régie team</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="footer-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#f6f6f6" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="footer" style="background:#f6f6f6;background-color:#f6f6f6;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#f6f6f6;background-color:#f6f6f6;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 8px 24px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:584px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#3a3a3a;">La Régie is the service of La Suite where public administrations manage their groups, mail domains and mailboxes.</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#3a3a3a;">This message was sent automatically: nobody reads the replies.</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`,
  },
  'fr-fr': {
    subject: "[La Suite] Votre compte est utilisé avec un nouvel identifiant",
    text: `Votre compte a un nouvel identifiant

Bonjour,

Une personne vient de se connecter à La Régie avec l’adresse {{address}} et un identifiant que nous ne connaissions pas. Comme le service de connexion garantit cette adresse, votre compte est désormais rattaché à cet identifiant, et ses autres sessions ont été fermées.

Si c’était vous, par exemple après un changement de service de connexion, vous n’avez rien à faire. Sinon, prévenez immédiatement le support de votre administration : quelqu’un utilise peut-être votre identité.

Ouvrir La Régie
{{link}}

L’équipe de La Régie

-- 
La Régie est le service de La Suite avec lequel les administrations gèrent leurs groupes, leurs domaines de messagerie et leurs boîtes mail.

Ce message a été envoyé automatiquement : personne ne lit les réponses.
`,
    html: `<!doctype html>
<html lang="fr" dir="auto" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>[La Suite] Votre compte est utilisé avec un nouvel identifiant</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
</head>
<body style="word-spacing:normal;background-color:#f6f6f6;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">Une connexion à La Régie a eu lieu avec l’adresse {{address}}.</div>
<div aria-label="[La Suite] Votre compte est utilisé avec un nouvel identifiant" aria-roledescription="email" role="article" lang="fr" dir="auto" style="word-spacing:normal;background-color:#f6f6f6;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="html-only-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#f6f6f6" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="html-only" style="background:#f6f6f6;background-color:#f6f6f6;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#f6f6f6;background-color:#f6f6f6;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:24px 8px 16px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:584px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:20px;font-weight:bold;line-height:24px;text-align:left;color:#000091;">La Régie</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 8px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:584px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;"><h1 style="margin: 0; font-size: 24px; line-height: 32px; color: #161616;">Votre compte a un nouvel identifiant</h1></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">Bonjour,</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">Une personne vient de se connecter à La Régie avec l’adresse {{address}} et un identifiant que nous ne connaissions pas. Comme le service de connexion garantit cette adresse, votre compte est désormais rattaché à cet identifiant, et ses autres sessions ont été fermées.</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">Si c’était vous, par exemple après un changement de service de connexion, vous n’avez rien à faire. Sinon, prévenez immédiatement le support de votre administration : quelqu’un utilise peut-être votre identité.</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:16px 24px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td align="center" bgcolor="#000091" role="presentation" style="border:none;border-radius:4px;cursor:auto;mso-padding-alt:12px 24px;background:#000091;" valign="middle">
<a href="{{link}}" style="overflow-wrap: anywhere; display: inline-block; background: #000091; color: #ffffff; font-family: Arial, Helvetica, sans-serif; font-size: 16px; font-weight: bold; line-height: 120%; margin: 0; text-decoration: none; text-transform: none; padding: 12px 24px; mso-padding-alt: 0px; border-radius: 4px;" target="_blank">
Ouvrir La Régie
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td align="left" class="html-only" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#3a3a3a;">Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :<br><a href="{{link}}" target="_blank" style="color: #000091; overflow-wrap: anywhere;">{{link}}</a></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#161616;">L’équipe de La Régie</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="footer-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#f6f6f6" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="footer" style="background:#f6f6f6;background-color:#f6f6f6;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#f6f6f6;background-color:#f6f6f6;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 8px 24px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:584px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#3a3a3a;">La Régie est le service de La Suite avec lequel les administrations gèrent leurs groupes, leurs domaines de messagerie et leurs boîtes mail.</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:8px 24px;word-break:break-word;">
<div style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#3a3a3a;">Ce message a été envoyé automatiquement : personne ne lit les réponses.</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`,
  },
};
