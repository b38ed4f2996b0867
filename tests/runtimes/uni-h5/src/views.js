/** The web-views and pieces of HTML on the page, from outside its component. */
import { reactive } from "vue";

export const views = reactive([]);

/** Shows one more. @param {{ src?: string, srcdoc?: string, fullscreen?: boolean, html?: string, onLoad?: () => void }} props */
export const show = ({ onLoad = () => {}, ...props }) => {
  const id = `view-${views.length + 1}`;
  views.push({ id, props: { fullscreen: false, ...props }, onLoad });
  const at = views.length - 1;
  return {
    frame: () => document.querySelector(`#${id} iframe`),
    update: (more) => Object.assign(views[at].props, more),
  };
};
