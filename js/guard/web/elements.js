// @ts-check
/**
 * Elements that load by an attribute of theirs, by every way that an attribute is written: the property, the attribute and its
 * namesakes, attribute nodes. Elements that a parser makes of HTML it does not see: a Content-Security-Policy does. What is
 * written is what was judged, so a `<base>` that comes later moves nothing.
 */

import { MapCtor, apply, getOwnPropertyDescriptor, mapGet, mapHas, mapSet, toLowerCase, uncurryThis } from "../../primordials.js";
import { createShown } from "./shown.js";
import { getterOf } from "./targets.js";

/** @typedef {"call" | "frame" | "inline"} Load */
/** Element, attribute, class of its property, what it loads. @type {readonly (readonly [string, string, string, Load])[]} */
const LOADS = [
  ["script", "src", "HTMLScriptElement", "call"],
  ["iframe", "src", "HTMLIFrameElement", "frame"],
  ["iframe", "srcdoc", "HTMLIFrameElement", "inline"],
  ["frame", "src", "HTMLFrameElement", "frame"],
  ["embed", "src", "HTMLEmbedElement", "frame"],
  ["object", "data", "HTMLObjectElement", "frame"],
];

const ATTRIBUTE_NODE = 2;

/** @param {import("./web.js").Tools} tools @param {import("./frames.js").Frames} frames @returns {{ judgeAgain: () => void }} */
export const placeElements = ({ window, targets, rulings, refusals, placer }, frames) => {
  const { Element, Attr, NamedNodeMap, Node } = window;
  const tagOf = getterOf(Element.prototype, "localName");
  const ownerOf = getterOf(Attr.prototype, "ownerElement");
  const nameOf = getterOf(Attr.prototype, "localName");
  const valueOf = getterOf(Attr.prototype, "value");
  const setValue = uncurryThis(/** @type {any} */ (getOwnPropertyDescriptor(Attr.prototype, "value")).set);
  const nodeType = getterOf(Node.prototype, "nodeType");
  const namespaceOf = getterOf(Attr.prototype, "namespaceURI");
  const readAttributeNS = uncurryThis(Element.prototype.getAttributeNS);
  const writeAttributeNS = uncurryThis(Element.prototype.setAttributeNS);
  const shown = createShown();
  /** @type {Map<string, Load>} */
  const loads = new MapCtor();
  const names = new MapCtor();
  for (let i = 0; i < LOADS.length; i += 1) {
    mapSet(loads, LOADS[i][0] + " " + LOADS[i][1], LOADS[i][3]);
    mapSet(names, LOADS[i][1], true);
  }

  /** What an element loads by an attribute that is in no namespace, if anything. @param {any} element @param {string} name as it is there: of HTML in small letters @returns {Load | undefined} */
  const loadOf = (element, name) => (mapHas(names, name) ? mapGet(loads, tagOf(element) + " " + name) : undefined);

  /** By which attribute an element loads so. @param {any} element @param {Load} load */
  const attributeOf = (element, load) => (load === "inline" ? "srcdoc" : tagOf(element) === "object" ? "data" : "src");

  // Only what is in no namespace loads anything.
  const read = (/** @type {any} */ element, /** @type {string} */ name) => readAttributeNS(element, null, name);
  const writer = (/** @type {any} */ element, /** @type {string} */ name) => (/** @type {unknown} */ value) => void writeAttributeNS(element, null, name, value);

  /** A text for an attribute: to a frame's `src` nothing is done on its way, the others are sinks of Trusted Types. @param {any} element @param {string} text @param {unknown} given */
  const into = (element, text, given) => (tagOf(element) === "iframe" || tagOf(element) === "frame" ? text : targets.trust.url(text, given));

  /** Judges what is to be written, and writes that, or what stands for a denial. @param {any} element @param {Load} load @param {unknown} value @param {(value: unknown) => void} write */
  const assign = (element, load, value, write) => {
    const isFrame = tagOf(element) === "iframe";
    const text = targets.text(value);
    const isInline = load === "inline";
    const ruling = isInline ? rulings.judgeInlinePage() : text === "" ? null : rulings.judgeUrl(load, text);
    const send = isInline || ruling === null ? text : ruling.send;
    // A text, and where that is now: neither the guest's object nor a `<base>` is asked again.
    if (load !== "call") shown.note(element, load, isInline || ruling === null ? text : targets.address(send)?.href ?? send, ruling !== null && !ruling.pass);
    if (ruling !== null && !ruling.pass) {
      if (isFrame) return frames.block(element, /** @type {any} */ (ruling.decision));
      refusals.explain(element, ruling.decision);
      return write(into(element, refusals.dead, value));
    }
    if (isFrame) frames.clear(element);
    else refusals.forget(element);
    // Of a page's text nothing was judged but that it is one; every address goes on as it was read, the empty one too.
    write(isInline ? value : into(element, send, value));
  };

  for (let i = 0; i < LOADS.length; i += 1) {
    const [tag, name, className, load] = LOADS[i];
    placer.placeSetter(tag + "." + name, window[className]?.prototype, name, (element, value, native) => assign(element, load, value, native));
  }

  placer.placeMethod("setAttribute", Element.prototype, "setAttribute", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      if (args.length < 2) return apply(native, this, args);
      const name = targets.text(args[0]);
      const load = loadOf(this, toLowerCase(name));
      args[0] = name;
      if (load === undefined) return apply(native, this, args);
      return assign(this, load, args[1], (value) => void apply(native, this, [name, value]));
    },
  }).guarded);

  placer.placeMethod("setAttributeNS", Element.prototype, "setAttributeNS", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      if (args.length < 3) return apply(native, this, args);
      const namespace = args[0] === null || args[0] === undefined ? "" : targets.text(args[0]);
      const name = targets.text(args[1]);
      const load = namespace === "" ? loadOf(this, name) : undefined;
      args[0] = namespace;
      args[1] = name;
      if (load === undefined) return apply(native, this, args);
      return assign(this, load, args[2], (value) => void apply(native, this, [null, name, value]));
    },
  }).guarded);

  /** An attribute node of somebody's comes to an element. @param {Function} native */
  const guardNode = (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      const attribute = args[0];
      if (args.length === 0 || attribute === null || typeof attribute !== "object" || !mapHas(names, nameOf(attribute)) || namespaceOf(attribute) !== null) return apply(native, this, args);
      // Empty first: only when it is there does it say whose it is (a list of attributes does not).
      const value = valueOf(attribute);
      setValue(attribute, "");
      let replaced;
      try {
        replaced = apply(native, this, args);
      } catch (thrown) {
        setValue(attribute, value); // it belongs to another element, and was judged there
        throw thrown;
      }
      const owner = ownerOf(attribute);
      const load = owner === null ? undefined : loadOf(owner, nameOf(attribute));
      if (load === undefined) setValue(attribute, value);
      else assign(owner, load, value, writer(owner, nameOf(attribute)));
      return replaced;
    },
  }).guarded;
  const NODE_WAYS = [
    [Element.prototype, "setAttributeNode"], [Element.prototype, "setAttributeNodeNS"],
    [NamedNodeMap.prototype, "setNamedItem"], [NamedNodeMap.prototype, "setNamedItemNS"],
  ];
  for (let i = 0; i < NODE_WAYS.length; i += 1) placer.placeMethod(NODE_WAYS[i][1], NODE_WAYS[i][0], NODE_WAYS[i][1], guardNode);

  /** An attribute node that is there is written to. @param {any} node @param {unknown} value @param {(value: unknown) => void} native */
  const writeNode = (node, value, native) => {
    const owner = nodeType(node) === ATTRIBUTE_NODE ? ownerOf(node) : null;
    const load = owner === null || namespaceOf(node) !== null ? undefined : loadOf(owner, nameOf(node));
    if (load === undefined) return native(value);
    assign(owner, load, value === null ? "" : value, writer(owner, nameOf(node)));
  };
  placer.placeSetter("Attr.value", Attr.prototype, "value", writeNode);
  placer.placeSetter("Node.nodeValue", Node.prototype, "nodeValue", writeNode);
  placer.placeSetter("Node.textContent", Node.prototype, "textContent", writeNode);

  /** @param {any} element @param {import("./shown.js").Shown} shown */
  const again = (element, { load, text, blocked }) => {
    const isFrame = tagOf(element) === "iframe";
    const own = attributeOf(element, "frame");
    if (blocked) {
      // Whoever emptied it wants nothing shown.
      if (read(element, isFrame ? "srcdoc" : own) === null) return;
      if (load === "inline" ? rulings.wouldShow(null) : rulings.wouldShow(text)) assign(element, load, text, writer(element, attributeOf(element, load)));
      return;
    }
    if (isFrame && read(element, "srcdoc") !== null) {
      if (!rulings.wouldShow(null)) assign(element, "inline", "", writer(element, "srcdoc"));
      return;
    }
    const now = read(element, own);
    // A frame without any is empty; an object keeps what it showed.
    if (now === null && isFrame) return;
    // Where it led when it was judged, and what it says now: a `srcdoc` that was taken away brings back a `src`.
    const places = [load === "frame" ? text : "", now ?? ""];
    for (let i = 0; i < places.length; i += 1) {
      if (places[i] !== "" && !rulings.wouldShow(places[i])) return assign(element, "frame", places[i], writer(element, own));
    }
  };

  return {
    judgeAgain: () => shown.each((element, one) => {
      try {
        again(element, one);
      } catch {
        // What cannot be written as it should be shows nothing, and the others are judged all the same.
        writer(element, attributeOf(element, "frame"))(tagOf(element) === "iframe" ? "about:blank" : into(element, refusals.dead, null));
      }
    }),
  };
};
