/** A style sheet, which only has to be there. */
declare module '@gouvfr-lasuite/cunningham-react/style';
