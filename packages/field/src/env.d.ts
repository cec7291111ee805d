interface ImportMetaEnv {
  /** The version of the app, from its package and the mode in which it was built. */
  readonly HULEI_VERSION: string
}
