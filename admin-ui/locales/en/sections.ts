// Names of the sections.

export const sections = {
  overview: 'Overview',
  definitions: 'Definitions',
  wizard: 'Wizards',
  workshop: 'SQL workshop',
  data: 'Data browser',
  diagnostics: 'Diagnostics',
  users: 'Users and roles',
  texts: 'Texts',
  look: 'Look',
  settings: 'Settings',
  versions: 'Versions',
  trace: 'Trace and logs',
  checks: 'Checks and jobs',
  api: 'API',
  help: 'Help',
};
