-- Who wrote a definition's draft last, and when; NULL without a draft.
ALTER TABLE platform.definition ADD draftBy nvarchar(64) NULL, draftAt datetime2(3) NULL;
