import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frenchTitleCase } from './french-title-case.ts';

describe('frenchTitleCase', () => {
  it.each([
    // Communes
    ["SAINT-JEAN-D'ANGÉLY", "Saint-Jean-d'Angély"],
    ["L'HAŸ-LES-ROSES", "L'Haÿ-les-Roses"],
    ["VILLE-D'AVRAY", "Ville-d'Avray"],
    ['MAIRY-SUR-MARNE', 'Mairy-sur-Marne'],
    ['LE MANS', 'Le Mans'],
    ['LES SABLES-D’OLONNE', 'Les Sables-d’Olonne'],
    ['SAINT-GERMAIN-EN-LAYE', 'Saint-Germain-en-Laye'],
    ['FONTENAY-AUX-ROSES', 'Fontenay-aux-Roses'],
    ['ÉTAIN', 'Étain'],
    ['ŒUILLY', 'Œuilly'],
    ['LANNOY-DU-NORD', 'Lannoy-du-Nord'],
    ['PARIS 1ER ARRONDISSEMENT', 'Paris 1er Arrondissement'],
    ['LYON 3EME', 'Lyon 3eme'],
    ['ST-DENIS', 'St-Denis'],
    ['Y', 'Y'],
    ['RIOM-ES-MONTAGNES', 'Riom-es-Montagnes'],
    ['RIOM-ÈS-MONTAGNES', 'Riom-ès-Montagnes'],
    ['ARS-SUR-MOSELLE', 'Ars-sur-Moselle'],
    ['CHAMP-SUR-DRAC', 'Champ-sur-Drac'],
    ["LES ANSES-D'ARLET", "Les Anses-d'Arlet"],
    ['VILLERS-DEVANT-MOUZON', 'Villers-devant-Mouzon'],
    ['CRENEY-PRES-TROYES', 'Creney-pres-Troyes'],
    ['LORETO-DI-TALLANO', 'Loreto-di-Tallano'],
    ['ENTRE-DEUX-GUIERS', 'Entre-deux-Guiers'],
    ['COLOMBEY-LES-DEUX-ÉGLISES', 'Colombey-les-Deux-Églises'],
    ['MONTBRISON-SUR-LEZ', 'Montbrison-sur-Lez'],
    ['SAINT-CLEMENT-DE-VERS', 'Saint-Clement-de-Vers'],
    ["SANT'ANDRÉA-D'ORCINO", "Sant'Andréa-d'Orcino"],
    ["GRAND'COMBE-CHATELEU", "Grand'Combe-Chateleu"],
    ["SAINT-M'HERVE", "Saint-M'Herve"],
    ['CA DU GRAND DOLE', 'CA du Grand Dole'],
    ['CC LE TONNERROIS EN BOURGOGNE', 'CC Le Tonnerrois en Bourgogne'],
    ['ARS ILE-DE-FRANCE', 'ARS Ile-de-France'],
    // Linking words
    ['COMMUNE DE LA ROCHE SUR YON', 'Commune de la Roche sur Yon'],
    ['MINISTERE DE L INTERIEUR ET DES OUTRE-MER', 'Ministere de l Interieur et des Outre-Mer'],
    ['DEPARTEMENT DU VAL D OISE', 'Departement du Val d Oise'],
    ['AIDE A DOMICILE', 'Aide a Domicile'],
    ['BATIMENT A', 'Batiment A'],
    ['LA POSTE', 'La Poste'],
    ['MAIRIE DE PARIS (LA MAIRIE)', 'Mairie de Paris (La Mairie)'],
    ['ECOLE DU BOURG - LES TILLEULS', 'Ecole du Bourg - Les Tilleuls'],
    ['MAIRIE/LE BOURG', 'Mairie/Le Bourg'],
    ['DE', 'De'],
    // Apostrophes
    ["CONSEIL DE PRUD'HOMMES", "Conseil de Prud'hommes"],
    ["AUJOURD'HUI", "Aujourd'hui"],
    ["PRESQU'ILE DE L'AILE", "Presqu'ile de l'Aile"],
    ["MAISON D'ARRET", "Maison d'Arret"],
    ["D'ARTAGNAN", "D'Artagnan"],
    ["RUE O'CONNOR", "Rue O'Connor"],
    ["LA CITE QU'ON AIME", "La Cite qu'On Aime"],
    // Acronyms
    ['DINUM', 'DINUM'],
    ['URSSAF DE PICARDIE', 'URSSAF de Picardie'],
    ['CAF DU NORD', 'CAF du Nord'],
    ["CCAS D'ANNECY", "CCAS d'Annecy"],
    ['CNRS', 'CNRS'],
    ['DGFIP', 'DGFIP'],
    ['DDT DE L’AIN', 'DDT de l’Ain'],
    ['A.D.M.R. DU LOT', 'A.D.M.R. du Lot'],
    ['DR MARTIN', 'Dr Martin'],
    ['SIAMU', 'Siamu'],
    // Numbers
    ['LYCEE HENRI IV', 'Lycee Henri IV'],
    ['LYCEE LOUIS XIV', 'Lycee Louis XIV'],
    ['MUSEE DU XIXE SIECLE', 'Musee du XIXe Siecle'],
    ['CADRE DE VIE', 'Cadre de Vie'],
    ['DIX RUES', 'Dix Rues'],
    ['ATELIER 3D', 'Atelier 3D'],
    ['COVID19', 'Covid19'],
    ['RN7', 'RN7'],
    ['2A', '2A'],
    ['10E REGIMENT', '10e Regiment'],
    // The case given does not matter, spaces and signs stay
    ["Saint-jean-D'angély", "Saint-Jean-d'Angély"],
    ['  MAIRIE   DE PARIS ', '  Mairie   de Paris '],
    ['***', '***'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(frenchTitleCase(text)).toBe(expected);
  });

  it('keeps the acronyms it is given', () => {
    expect(frenchTitleCase('SIAMU DE LOZERE', ['Siamu'])).toBe('SIAMU de Lozere');
  });

  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...[
            "D'",
            "L'",
            "QU'",
            'DE',
            'LA',
            'A',
            'XIV',
            'XIXE',
            '1ER',
            '3D',
            'CNRS',
            'DINUM',
            'ÉTÉ',
            'ŸŒ',
            'İß',
          ],
          ...['SAINT', ' ', '-', ' - ', '(', '’', '.', '/', '1', 'O', 'ΑΣ', 'ǅ', 'E\u0301', '\ud800'],
        ),
      )
      .map((parts) => parts.join('')),
  );
  const folded = (text: string) => Array.from(text, (character) => character.toLowerCase());

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(names, (name) => {
        const once = frenchTitleCase(name);
        expect(frenchTitleCase(once)).toBe(once);
      }),
    );
  });

  it('changes only the case of letters', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(folded(frenchTitleCase(name))).toEqual(folded(name));
      }),
    );
  });

  it('does not depend on the case given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => {
        expect(frenchTitleCase(name.toLowerCase())).toBe(frenchTitleCase(name.toUpperCase()));
      }),
    );
  });
});
