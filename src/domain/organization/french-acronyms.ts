const ACRONYMS = `
  abes acpr ademe adil admr afnic afnor afpa agefiph aife amf anact anah anap anct anfr anru anses ansm anssi
  antai ants apajh apec aphm aphp arcep arcom arjel ars atih bnf brgm caf camsp carsat caue ccas cea cerema
  ceser cfa chru chu cias ciap cines cirad cisirh cnaf cnam cnav cned cnes cnil cnous cnsa cpam cpie crij
  criip crous csa ddass ddea ddets dgac dgafp dgesip dgfip dgitm dgsi dila dilcrah dinsic dinum dirco direccte dirm disp ditp
  draaf drac drajes drari dreal dreets drieat drieets drihl ecpad edf efs ehesp ehess ehpa ehpad enac enap ensa
  ensai ensam ensosp enssib epa epci epf epfl epfif epide epsm eptb erea esat espe eurl fafiec feder fse geip
  gie gip greta hceres iae iedom ifce ifremer ifsi iga igas igf ign ihedn ime ina inalco inao inpi inra inrae
  inrap inria insa insee insep inserm insp ird irsn irstea iut legta mdph miviludes mjc msa oclaesp ofaj ofb
  ofii ofpra oniam onisep onf opac oph petr pmi plie ratp renater rsa safer samsah samu sarl sas scic scop sdea
  sdis segpa shom siaep siao sictom sidpc siea sivom sivos sivu smictom smirtom smitom smur spie spip
  ssiad suio syctom sydec sytral uai udaf ufr ugap unaf unapei unedic unesco urssaf usep vae vnf zac
`;

/**
 * Acronyms common in the names of French public bodies that look like words because they have vowels, in
 * lower case. Those that are also everyday words or places (RAM, CAT, SEM, HAS, SEA…) are left out. Words
 * without vowels need no list.
 */
export const FRENCH_ACRONYMS: ReadonlySet<string> = new Set(ACRONYMS.match(/[a-z]+/g));
