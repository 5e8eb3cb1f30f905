// The mark and the line pictures: waypoints joined by a road. They take their colours from the theme's classes, so they follow the mode.

import { html } from './html.ts';
import type { SafeHtml } from './html.ts';

/** The mark: a P drawn as a route that ends in a waypoint. */
export const brandMark: SafeHtml = html`<svg viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="7" fill="currentColor"/><path class="brand-cut" d="M9.2 21.6V9.6a2 2 0 0 1 2-2h3.4a5.2 5.2 0 0 1 0 10.4" stroke-width="2.5" stroke-linecap="round"/><circle class="brand-dot" cx="13.6" cy="18" r="2.2"/></svg>`;

/** For empty lists: the road is there, nobody has gone it yet. */
export const emptyArt: SafeHtml = html`<svg viewBox="0 0 160 84" aria-hidden="true"><path class="route-line" d="M12 66C40 66 40 22 76 22s36 40 68 40"/><circle class="route-stop" cx="12" cy="66" r="5"/><circle class="route-halo" cx="76" cy="22" r="16"/><circle class="route-here" cx="76" cy="22" r="7"/><circle class="route-stop" cx="146" cy="62" r="5"/></svg>`;

/** For error pages: the road breaks off. */
export const faultArt: SafeHtml = html`<svg viewBox="0 0 240 96" aria-hidden="true"><path class="route-line" d="M14 74C54 74 54 26 96 26"/><circle class="route-stop" cx="14" cy="74" r="6"/><circle class="route-halo" cx="96" cy="26" r="18"/><circle class="route-here" cx="96" cy="26" r="8"/><path class="route-line" d="M176 60c18 8 30 12 52 12"/><circle class="route-stop" cx="228" cy="72" r="6"/></svg>`;

/** The side of the sign-in pages: an order on its way, with the names of three states. */
export function doorArt(names: { done: string; here: string; ahead: string }): SafeHtml {
  return html`<svg class="door-route" viewBox="0 0 800 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
<path class="went" d="M-20 130C60 130 110 140 150 190S220 330 340 330"/><path class="road" d="M340 330C480 330 470 540 600 540S760 470 830 480" stroke-dasharray="1 9" stroke-linecap="round"/>
<circle class="stop" cx="150" cy="190" r="8"/><text x="176" y="186">${names.done}</text>
<circle class="here" cx="340" cy="330" r="11"/><text x="352" y="372" text-anchor="end">${names.here}</text>
<circle class="ahead" cx="600" cy="540" r="8"/><text x="578" y="580">${names.ahead}</text>
</svg>`;
}
