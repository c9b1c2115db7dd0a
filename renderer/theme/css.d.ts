// Style sheets are imported for their effect only; the bundler turns them into files of our own origin.
declare module '*.css';
declare module '@fontsource-variable/inter';
declare module '@fontsource-variable/jetbrains-mono';
/** A font file, by its address of our own origin. */
declare module '*.woff2?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: that is how the bundler gives an address
  export default url;
}
