"""What each figure is called and means, for reports and for the window's help."""

from core.evaluation.metrics import NUM_CALIBRATION_BINS

# name: (title, definition); in the order of reports.
DEFINITIONS: dict[str, tuple[str, str]] = {
    "accuracy": ("Accuracy", "Share of the pictures whose class was predicted rightly (micro: every picture counts "
                 "the same). It misleads where one class is much larger than the others."),
    "balanced_accuracy": ("Balanced accuracy", "Mean over the classes of the share of each class's pictures that were "
                          "predicted rightly (macro recall): every class counts the same."),
    "auroc": ("AUROC", "Area under the ROC curve: the chance that a picture of a class has a higher score for it than "
              "a picture of another class. Taken for each class against the rest, then the mean (macro). 0.5 is "
              "guessing, 1 is perfect; no threshold is involved."),
    "f1_macro": ("Macro F1", "Mean over the classes of F1, the harmonic mean of precision and recall."),
    "f1_weighted": ("Weighted F1", "As macro F1, but each class weighted by its number of pictures."),
    "fbeta_macro": ("Macro F-beta", "As macro F1, with recall weighted beta times as high as precision; beta stands "
                    "beside the figure."),
    "precision_macro": ("Macro precision", "Mean over the classes of the share of right ones among the pictures "
                        "predicted as that class; 0 for a class that is never predicted."),
    "precision_weighted": ("Weighted precision", "As macro precision, but each class weighted by its number of "
                           "pictures."),
    "recall_macro": ("Macro recall", "Mean over the classes of the share of each class's pictures that were found; "
                     "the same as balanced accuracy."),
    "recall_weighted": ("Weighted recall", "As macro recall, but each class weighted by its number of pictures; the "
                        "same as accuracy."),
    "specificity_macro": ("Macro specificity", "Mean over the classes of the share of the other classes' pictures "
                          "that were not taken for that class."),
    "jaccard_macro": ("Macro Jaccard index", "Mean over the classes of: rightly predicted pictures of the class, "
                      "divided by all that are of it or were predicted as it."),
    "mcc": ("MCC", "Matthews correlation coefficient of truth and prediction, over all classes at once: 1 is perfect, "
            "0 no better than chance, -1 all wrong of two classes."),
    "kappa": ("Cohen's kappa", "Agreement of truth and prediction beyond what chance would give (unweighted): 1 is "
              "perfect, 0 chance."),
    "hamming_distance": ("Hamming distance", "Share of the pictures whose class was predicted wrongly (micro): "
                         "1 - accuracy."),
    "calibration_error": ("Calibration error", "Expected calibration error: how far the best score lies from the share "
                          f"of right answers, on average (L1, {NUM_CALIBRATION_BINS} equal bins of the best score). 0: "
                          "of the answers with score 0.8, 80 % are right."),
    "sensitivity": ("Sensitivity", "Share of the positive class's pictures that were predicted positive (recall of the "
                    "positive class)."),
    "specificity": ("Specificity", "Share of the negative class's pictures that were predicted negative."),
    "positive_predictive_value": ("Positive predictive value", "Share of right ones among the pictures predicted "
                                  "positive (precision). It depends on how common the positive class is here."),
    "negative_predictive_value": ("Negative predictive value", "Share of right ones among the pictures predicted "
                                  "negative. It depends on how common the positive class is here."),
    "f1_positive": ("F1 of the positive class", "Harmonic mean of sensitivity and positive predictive value."),
}  # fmt: skip

GENERAL = {
    "interval": "95 % interval: percentile bootstrap with 1,000 resamples of these pictures (for AUROC drawn within "
    "each true class). It tells how far chance in the choice of these pictures goes, not how the network does on "
    "pictures of another kind. Without any mistake it has no width; that is no certainty.",
    "macro": "Macro means are over the classes that occur among the judged pictures. A dash stands where these "
    "pictures cannot give a figure.",
    "threshold": "Threshold: the positive class is predicted where its score is at least the threshold. Youden's is "
    "the one with the highest sensitivity + specificity - 1 on the val pictures.",
}


def title(name: str) -> str:
    """Return a figure's name for people."""
    return DEFINITIONS[name][0] if name in DEFINITIONS else name
