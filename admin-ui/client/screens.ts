// Scripts of screens by the value of `data-screen`: one line each, loaded when the screen is open.

export type StartScreen = (root: HTMLElement) => void | Promise<void>;

export const screens: Record<string, () => Promise<StartScreen>> = {
  toolbar: async () => (await import('./toolbar.ts')).startToolbar,
};
