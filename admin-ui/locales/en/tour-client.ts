// What the tour itself says in the browser; its steps come from the server.

export const tourClient = {
  next: 'Next',
  back: 'Back',
  end: 'End the tour',
  finish: 'Done',
  step: 'Step {step} of {steps}',
  away: 'You have left the way of the tour. It goes on where it was.',
  goOn: 'Go on',
  later: 'The tour is in Help whenever you want it.',
};
