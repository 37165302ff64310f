/**
 * A button that opens the address in the variable `link`, and the address below it for readers whose button does not
 * work.
 */
export const action = <const Link extends string>(link: Link) =>
  `<mj-button href="{{${link}}}">[[action]]</mj-button>
<mj-text css-class="html-only" mj-class="small">
  [[link_in_clear]]<br /><a href="{{${link}}}" target="_blank">{{${link}}}</a>
</mj-text>` as const;
