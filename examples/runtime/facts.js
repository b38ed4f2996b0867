// @ts-check
/** What the phone and its mini program both know. */
export const API_VERSION = "1.0.0";
/** The one file that is on the phone from the start. */
export const BUILT_IN_FILE = "https://resource/picture.png";
