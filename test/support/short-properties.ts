import fc from 'fast-check';

// Each of thousands of mutants runs the properties anew; what they find, they mostly find at once.
fc.configureGlobal({ interruptAfterTimeLimit: 100 });
