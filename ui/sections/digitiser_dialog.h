#pragma once

#include "app/studies/curve_digitiser.h"

#include <QDialog>

#include <array>

class QButtonGroup;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QTableWidget;

namespace kachi {

class DigitiserPicture;

/// Reads published survival curves from a picture: two points and values set each axis; then points are clicked, or
/// traced with the button held, or the curve is followed by its colour, arm by arm. Points can be moved and removed.
class DigitiserDialog : public QDialog {
    Q_OBJECT

public:
    /// What a click in the picture does.
    enum class Tool { firstTime, secondTime, firstSurvival, secondSurvival, points, colour };

    explicit DigitiserDialog(QWidget* parent = nullptr);

    /// Issue digitiser.notAPicture.
    Done openPicture(const QString& path);

    void choose(Tool tool);
    Tool tool() const;
    void setAxisValues(double firstTime, double secondTime, double firstSurvival, double secondSurvival);
    /// Shows the curve of an arm, a new one when there is none of that name.
    void setArm(const QString& arm);

    const CurveDigitiser& digitiser() const { return m_digitiser; }
    DigitiserPicture* picture() { return m_picture; }
    const QString& fileName() const { return m_fileName; }
    const QString& digest() const { return m_digest; }

private:
    QWidget* makeTools();
    QWidget* makePoints();
    void askForPicture();
    void readValues();
    DigitisedCurve& curve();
    void press(QPointF pixel);
    void follow(QPointF pixel);
    int nearestPoint(QPointF pixel) const;
    void removeChosen();
    void removeAll();
    void refresh();
    void showPoints();

    CurveDigitiser m_digitiser;
    QImage m_image;
    QString m_fileName;
    QString m_digest;
    int m_curve = 0;
    int m_held = -1;         ///< point that follows the mouse
    bool m_tracing = false;  ///< the button is held over a place without a point
    QPushButton* m_open;
    QComboBox* m_zoom;
    QButtonGroup* m_tools;
    std::array<QLineEdit*, 4> m_values;
    QComboBox* m_arm;
    DigitiserPicture* m_picture;
    QScrollArea* m_scroll;
    QTableWidget* m_points;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
