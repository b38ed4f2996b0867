/** The app itself does nothing: each page shows what its query asks for. */
export default ({ children }) => children;
