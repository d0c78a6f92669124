# Letters with a sign-in code. They are plain text; nothing in them can be clicked.
mail-sign-in-subject = Your code for { $instance }
mail-sign-in-text =
    Your code to sign in at { $host }:

    { $code }

    It works once, for ten minutes. If you did not ask for it, you need do nothing: without the code nobody gets in. Nobody from { $instance } will ever ask you for it.
mail-confirm-subject = Confirm this address for { $instance }
mail-confirm-text =
    Your code to confirm this address at { $host }:

    { $code }

    It works once, for ten minutes. If you did not ask for it, you need do nothing.
