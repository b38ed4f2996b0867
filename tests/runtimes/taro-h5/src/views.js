/** The web-views and pieces of HTML on the page, from outside its component. */

let views = [];
let render = () => {};
let count = 0;

export const listen = (listener) => { render = listener; listener([...views]); };

/** Shows one more. @param {{ src?: string, html?: string, onLoad?: () => void, onError?: () => void }} props */
export const show = (props) => {
  const id = `view-${count += 1}`;
  views = [...views, { id, ...props }];
  render(views);
  return {
    element: () => document.querySelector(`#${id} taro-web-view-core`),
    update: (more) => { views = views.map((one) => (one.id === id ? { ...one, ...more } : one)); render(views); },
  };
};
